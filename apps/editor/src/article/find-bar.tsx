import '../words/dialogs-en.js'
import type { Span } from '@claimspan/core'
import { caretOf, replaceSpans } from '@claimspan/lexical'
import { CaseSensitive, ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button, IconButton, IconToggle } from '../design/button.js'
import { useWords } from '../words/words.js'
import { findWords, nextFrom } from './find-words.js'
import { bringIntoView } from './go-to-words.js'
import { stopFindingWords } from './stop-finding-words.js'
import type { ArticleSurface } from './surface.js'
import { useWorkspace } from './use-workspace.js'

/** Finds words in the text while it is edited, and replaces them one by one or all together. */
export function FindBar({ surface }: { readonly surface: ArticleSurface }) {
  const say = useWords()
  const workspace = useWorkspace()
  const text = useText()
  const [wanted, setWanted] = useState(() => wordsSelected(text, workspace.selection.get()))
  const [by, setBy] = useState('')
  const [exact, setExact] = useState(false)
  const places = useMemo(() => findWords(text, wanted, { exact }), [text, wanted, exact])
  const [at, setAt] = useState(() => nextFrom(places, caretOf(surface.editor)?.anchor ?? 0))
  const field = useRef<HTMLInputElement>(null)
  const here = places[Math.min(at, places.length - 1)]

  useEffect(() => field.current?.select(), [])
  useEffect(() => {
    workspace.preview.set(places)
    return () => workspace.preview.set([])
  }, [workspace, places])
  useEffect(() => {
    if (here === undefined) return
    // Painted while the focus is in this bar.
    workspace.selection.set(here)
    bringIntoView(surface, here.from, here.to)
  }, [workspace, surface, here])

  const leave = () => stopFindingWords(workspace)
  const go = (way: 1 | -1) => {
    if (places.length === 0) return
    const next = (Math.min(at, places.length - 1) + way + places.length) % places.length
    setAt(next)
    announce(say('words-find.at', { at: next + 1, all: places.length }))
  }
  const replaceOne = () => {
    if (here === undefined) return
    surface.binding.flush()
    replaceSpans(surface.editor, [here], by)
    surface.binding.flush()
    const now = findWords(workspace.session.shared.text.toString(), wanted, { exact })
    setAt(nextFrom(now, here.from + by.length))
    announce(say('words-find.left', { count: now.length }))
  }
  const replaceAll = () => {
    if (places.length === 0) return
    const count = places.length
    replaceSpans(surface.editor, places, by)
    surface.binding.flush()
    announce(say('words-find.replaced', { count }))
  }
  const keys = (event: KeyboardEvent, enter: () => void) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Enter') return
    event.preventDefault()
    enter()
  }
  return (
    <search className="find-bar" aria-label={say('words-find.title')}>
      <input
        ref={field}
        className="input"
        aria-label={say('words-find.find')}
        placeholder={say('words-find.find')}
        value={wanted}
        onChange={({ target }) => {
          setWanted(target.value)
          setAt(nextFrom(findWords(text, target.value, { exact }), caretOf(surface.editor)?.anchor ?? 0))
        }}
        onKeyDown={(event) => keys(event, () => go(event.shiftKey ? -1 : 1))}
      />
      <span className="find-at" role="status">
        {wanted === ''
          ? ''
          : places.length === 0
            ? say('words-find.none')
            : say('words-find.at', { at: Math.min(at, places.length - 1) + 1, all: places.length })}
      </span>
      <IconToggle icon={CaseSensitive} label={say('words-find.case')} isSelected={exact} onChange={setExact} />
      <IconButton icon={ChevronUp} label={say('words-find.previous')} keys="⇧ ↵" onPress={() => go(-1)} />
      <IconButton icon={ChevronDown} label={say('words-find.next')} keys="↵" onPress={() => go(1)} />
      <input
        className="input"
        aria-label={say('words-find.by')}
        placeholder={say('words-find.by')}
        value={by}
        onChange={({ target }) => setBy(target.value)}
        onKeyDown={(event) => keys(event, replaceOne)}
      />
      <Button small look="line" isDisabled={here === undefined} onPress={replaceOne}>
        {say('words-find.replace')}
      </Button>
      <Button small look="line" isDisabled={here === undefined} onPress={replaceAll}>
        {say('words-find.replace-all')}
      </Button>
      <IconButton icon={X} label={say('dialog.close')} keys="Esc" onPress={leave} />
    </search>
  )
}

/** What is selected within one paragraph is what one wants to find. */
function wordsSelected(text: string, selected: Span | undefined): string {
  const words = selected === undefined ? '' : text.slice(selected.from, selected.to)
  return words.includes('\n') ? '' : words
}

/** The article's flat text, as it is edited here and elsewhere. */
function useText(): string {
  const { shared } = useWorkspace().session
  const [text, setText] = useState(() => shared.text.toString())
  useEffect(() => {
    const read = () => setText(shared.text.toString())
    read()
    shared.text.observe(read)
    return () => shared.text.unobserve(read)
  }, [shared])
  return text
}
