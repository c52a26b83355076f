import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { IconButton } from '../design/button.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { nameBegun } from './mentions.js'

/** A place to write a comment; Enter sends it, Shift and Enter go to the next line, `@` offers the people here. */
export function CommentBox({
  label,
  isFirst = false,
  onSend,
}: {
  readonly label: string
  readonly isFirst?: boolean
  readonly onSend: (text: string) => void
}) {
  const say = useWords()
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [isClosed, setClosed] = useState(false)
  const people = usePeople()
  const begun = isClosed ? undefined : nameBegun(text, caret)
  const offered =
    begun === undefined
      ? []
      : people.filter((name) => name.toLowerCase().startsWith(begun.begun.toLowerCase()) && name !== begun.begun)
  const active = offered[Math.min(at, offered.length - 1)]
  const write = (next: string, place: number) => {
    setText(next)
    setCaret(place)
    setAt(0)
    setClosed(false)
  }
  const take = (name: string) => {
    if (begun === undefined) return
    const before = `${text.slice(0, begun.at)}@${name} `
    write(before + text.slice(caret).trimStart(), before.length)
    setClosed(true)
    requestAnimationFrame(() => box.current?.setSelectionRange(before.length, before.length))
  }
  const send = () => {
    if (text.trim() === '') return
    onSend(text.trim())
    write('', 0)
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { key } = event
    if (active !== undefined && (key === 'ArrowDown' || key === 'ArrowUp')) {
      const by = key === 'ArrowDown' ? 1 : -1
      setAt((Math.min(at, offered.length - 1) + by + offered.length) % offered.length)
    } else if (active !== undefined && (key === 'Enter' || key === 'Tab')) take(active)
    else if (active !== undefined && key === 'Escape') setClosed(true)
    else if (key === 'Enter' && !event.shiftKey) send()
    else return
    event.preventDefault()
  }
  return (
    <div className="comment-box field">
      <textarea
        ref={box}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={4000}
        aria-autocomplete="list"
        {...(active === undefined
          ? {}
          : { 'aria-controls': `${id}-people`, 'aria-activedescendant': `${id}-${offered.indexOf(active)}` })}
        {...(isFirst ? { 'data-first': '' } : {})}
        onChange={({ target }) => write(target.value, target.selectionStart)}
        onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
        onKeyDown={keys}
        onBlur={() => setClosed(true)}
      />
      {text.trim() === '' ? null : (
        <IconButton icon={SendHorizontal} small label={say('talk.send')} keys="↵" side="top" onPress={send} />
      )}
      {active === undefined ? null : (
        <div
          className="floating options people-offered"
          id={`${id}-people`}
          role="listbox"
          aria-label={say('talk.people')}
        >
          {offered.map((name, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the text field
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text field
            <div
              key={name}
              id={`${id}-${place}`}
              role="option"
              aria-selected={name === active}
              className="option"
              data-focused={name === active ? true : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => take(name)}
            >
              <span className="option-text">{name}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}

/** Who may be named: those who are here now, and those who have made something in a layer; not oneself. */
function usePeople(): readonly string[] {
  const { session, layers } = useWorkspace()
  const peers = useObservable(session.peers)
  const self = useObservable(me)
  const all = new Set([...peers.map(({ user }) => user.name), ...layers.flatMap((layer) => layer.names())])
  all.delete(self.name)
  return [...all].sort((a, b) => a.localeCompare(b))
}
