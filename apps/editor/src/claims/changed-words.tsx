import '../words/form-en.js'
import { Fragment } from 'react'
import { say } from '../words/words.js'
import { type DiffPart, wordDiff } from './word-diff.js'

/** A border between two paragraphs is white space on the page: where it is what changed, it gets a sign. */
const withSigns = (text: string) => text.replace(/\n/g, ' ¶ ')

/** Words with what is not in the others marked: taken out of the words before, put into the words now. */
export function DiffWords({
  before,
  after,
  side,
}: {
  readonly before: string
  readonly after: string
  readonly side: 'before' | 'after'
}) {
  const parts = wordDiff(before, after).filter(({ kind }) => kind !== (side === 'before' ? 'in' : 'out'))
  let at = 0
  return parts.map((part) => {
    const key = at
    at += part.text.length
    return <Fragment key={key}>{part.kind === 'same' ? part.text : <Change part={part} />}</Fragment>
  })
}

function Change({ part: { kind, text } }: { readonly part: DiffPart }) {
  if (kind === 'out') {
    return (
      <del className="taken-out">
        <span className="visually-hidden">{say('form.taken-out')}</span>
        {withSigns(text)}
        <span className="visually-hidden">]</span>
      </del>
    )
  }
  return (
    <ins className="put-in">
      <span className="visually-hidden">{say('form.put-in')}</span>
      {withSigns(text)}
      <span className="visually-hidden">]</span>
    </ins>
  )
}
