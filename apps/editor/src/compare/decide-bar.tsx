import { ArrowLeft, ArrowRight, Combine, PencilLine, Redo2, SkipForward, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { edit, stepOpen, type Taken, take, travel } from './acts.js'
import type { Place } from './comparison.js'
import { focusIn } from './desk.js'
import { fieldName } from './place-words.js'
import { useDesk } from './use-desk.js'

/** What can be decided on what the focus is on, each button with its key. */
export function DecideBar({ place }: { readonly place: Place }) {
  const say = useWords()
  const desk = useDesk()
  const focus = focusIn(place, useObservable(desk.focus))
  const { layers } = desk
  const name = fieldName(place, focus)
  if (!desk.mayDecide) {
    return (
      <footer className="decide-bar">
        <p className="field-hint">{say(desk.target === undefined ? 'compare.no-target' : 'compare.may-not')}</p>
      </footer>
    )
  }
  const last = layers.length - 1
  return (
    <footer className="decide-bar" role="toolbar" aria-label={say('compare.decide', { what: name })}>
      <span className="decide-on" aria-hidden>
        {name}
      </span>
      <span className="decide-buttons">
        {layers.map((layer, column) => (
          <Take
            key={layer.id}
            taken={column === last ? 'last' : column}
            keys={column === 0 ? '←' : column === last ? '→' : String(column + 1)}
          >
            {column === 0 ? <ArrowLeft size={14} aria-hidden /> : null}
            {layer.name}
            {column === last ? <ArrowRight size={14} aria-hidden /> : null}
          </Take>
        ))}
        <Take taken="both" keys="B">
          <Combine size={14} aria-hidden />
          {say(layers.length === 2 ? 'compare.both' : 'compare.all-of-them')}
        </Take>
        <Take taken="none" keys="X">
          <X size={14} aria-hidden />
          {say(focus.kind === 'whole' ? 'compare.no-claim' : 'compare.none')}
        </Take>
        <Button small look="line" onPress={() => edit(desk)}>
          <PencilLine size={14} aria-hidden />
          {say('compare.edit')}
          <kbd className="key">E</kbd>
        </Button>
      </span>
      <span className="decide-more">
        <IconButton
          small
          icon={Undo2}
          label={say('compare.key.undo')}
          keys="Ctrl/⌘ Z"
          side="top"
          onPress={() => travel(desk, 'undo')}
        />
        <IconButton
          small
          icon={Redo2}
          label={say('compare.key.redo')}
          side="top"
          onPress={() => travel(desk, 'redo')}
        />
        <IconButton
          small
          icon={SkipForward}
          label={say('compare.key.next-open')}
          keys="N"
          side="top"
          onPress={() => stepOpen(desk, 1)}
        />
      </span>
    </footer>
  )
}

function Take({
  taken,
  keys,
  children,
}: {
  readonly taken: Taken
  readonly keys: string
  readonly children: ReactNode
}) {
  const desk = useDesk()
  return (
    <Button small look="line" className="take" onPress={() => take(desk, taken)}>
      {children}
      <kbd className="key">{keys}</kbd>
    </Button>
  )
}
