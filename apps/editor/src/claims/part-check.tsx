import { Check, Highlighter, Search } from 'lucide-react'
import { findAgain, stillRight, stopFinding } from '../article/checking.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { markPart } from '../marking/mark-part.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { type ClaimPart, samePart } from './claim-parts.js'
import { FindAgain } from './find-again.js'

/** What can be done about words of the open claim that were edited or are gone; nothing for words that are whole. */
export function PartCheck({ part }: { readonly part: ClaimPart }) {
  const say = useWords()
  const workspace = useWorkspace()
  const finding = useObservable(workspace.finding)
  if (part.state === 'whole') return null
  const other = (
    <Button small look="line" onPress={() => markPart(workspace, part.name)}>
      <Highlighter size={13} aria-hidden />
      {say(part.state === 'changed' ? 'form.re-mark' : 'form.mark-other')}
    </Button>
  )
  if (part.state === 'changed') {
    return (
      <div className="field-actions part-check">
        <Button small look="line" onPress={() => stillRight(workspace, part.name)}>
          <Check size={13} aria-hidden />
          {say('form.still-right')}
          <kbd>Y</kbd>
        </Button>
        {other}
      </div>
    )
  }
  const isOpen = finding !== undefined && samePart(finding.part, part.name)
  return (
    <>
      <div className="field-actions part-check">
        <Button
          small
          look="line"
          aria-expanded={isOpen}
          onPress={() => (isOpen ? stopFinding(workspace) : findAgain(workspace, part.name))}
        >
          <Search size={13} aria-hidden />
          {say('form.find-again')}
          <kbd>F</kbd>
        </Button>
        {other}
      </div>
      {isOpen ? <FindAgain part={part} /> : null}
    </>
  )
}
