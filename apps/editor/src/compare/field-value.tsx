import type { Attribution, Claim } from '@claimspan/core'
import { Check, Minus, X } from 'lucide-react'
import { useWorkspace } from '../article/use-workspace.js'
import { lookOf } from '../claims/type-look.js'
import { type DiffPart, wordDiff } from '../claims/word-diff.js'
import { useWords } from '../words/words.js'
import type { RowField } from './comparison.js'
import { quoteOf, valueText } from './place-words.js'

/** What a claim has in a field; what others have otherwise is marked in it. */
export function FieldValue({
  claim,
  field,
  others,
  isResult,
  isLeftOut,
}: {
  readonly claim: Claim | undefined
  readonly field: RowField
  readonly others: readonly (Claim | undefined)[]
  readonly isResult: boolean
  readonly isLeftOut: boolean
}) {
  const say = useWords()
  const { looks } = useWorkspace()
  if (field === 'is-claim') return <IsClaim claim={claim} isResult={isResult} isLeftOut={isLeftOut} />
  if (claim === undefined) return <Nothing words={isResult ? say('compare.not-decided') : say('compare.no-claim')} />
  const [other] = others
  switch (field) {
    case 'mentions':
      return (
        <span className="value-words" dir="auto">
          {isResult || other === undefined ? (
            quoteOf(claim)
          ) : (
            <Differing words={quoteOf(claim)} other={quoteOf(other)} />
          )}
        </span>
      )
    case 'types':
      if (claim.types.length === 0) return <Nothing />
      return (
        <span className="value-types">
          {claim.types.map((type) => {
            const look = lookOf(looks, type)
            return (
              <span key={type} className={`claim-type type-${look.slot}`}>
                <look.icon size={13} aria-hidden />
                {look.short}
              </span>
            )
          })}
        </span>
      )
    case 'attribution':
      return <AttributionValue attribution={claim.attribution} others={isResult ? [] : others} />
    default: {
      const words = valueText(claim, field)
      return words === '' ? <Nothing /> : <span dir="auto">{words}</span>
    }
  }
}

function IsClaim({
  claim,
  isResult,
  isLeftOut,
}: {
  readonly claim: Claim | undefined
  readonly isResult: boolean
  readonly isLeftOut: boolean
}) {
  const say = useWords()
  if (isResult && claim === undefined && !isLeftOut) return <Nothing words={say('compare.not-decided')} />
  const Icon = claim === undefined ? X : Check
  return (
    <span className="value-is" data-is={claim !== undefined}>
      <Icon size={14} aria-hidden />
      {say(claim === undefined ? 'compare.no' : 'compare.yes')}
    </span>
  )
}

/** Words with those that the other does not have underlined. */
function Differing({ words, other }: { readonly words: string; readonly other: string }) {
  const say = useWords()
  let at = 0
  return wordDiff(other, words)
    .filter(({ kind }) => kind !== 'out')
    .map((part: DiffPart) => {
      const key = at
      at += part.text.length
      return part.kind === 'same' ? (
        <span key={key}>{part.text}</span>
      ) : (
        <span key={key} className="only-here">
          <span className="visually-hidden">[{say('compare.only-here')}: </span>
          {part.text}
          <span className="visually-hidden">]</span>
        </span>
      )
    })
}

/** The parts of an attribution, each with a sign where another layer has it otherwise. */
function AttributionValue({
  attribution,
  others,
}: {
  readonly attribution: Attribution | undefined
  readonly others: readonly (Claim | undefined)[]
}) {
  const say = useWords()
  if (attribution === undefined) return <Nothing />
  const parts = ['kind', 'source', 'cue', 'speaker'] as const
  return (
    <dl className="value-parts">
      {parts.map((part) => {
        const value = partOf(attribution, part)
        const differs = others.some((other) => partOf(other?.attribution, part) !== value)
        if (value === '' && !differs) return null
        return (
          <div key={part} data-differs={differs}>
            <dt>
              {say(`compare.part.${part}`)}
              {differs ? (
                <span className="part-differs" role="img" aria-label={say('compare.differs')}>
                  ≠
                </span>
              ) : null}
            </dt>
            <dd dir="auto">{value === '' ? '–' : value}</dd>
          </div>
        )
      })}
    </dl>
  )
}

function partOf(attribution: Attribution | undefined, part: 'kind' | 'source' | 'cue' | 'speaker'): string {
  if (part === 'kind') return attribution?.kind ?? ''
  if (part === 'speaker') {
    const { name, kind } = attribution?.speaker ?? {}
    return [name, kind].filter((word) => word !== undefined).join(', ')
  }
  return attribution?.[part]?.quote ?? ''
}

/** A relation that a layer has, or that it has not. */
export function RelationValue({
  type,
  to,
  waits = false,
}: {
  readonly type: string | undefined
  readonly to: string
  readonly waits?: boolean
}) {
  const say = useWords()
  if (waits) return <Nothing words={say('compare.waits')} />
  if (type === undefined) return <Nothing />
  return (
    <span className="value-relation">
      <strong>{type}</strong> <span aria-hidden>→</span> <q dir="auto">{to}</q>
    </span>
  )
}

function Nothing({ words }: { readonly words?: string }) {
  const say = useWords()
  return (
    <span className="value-none">
      {words === undefined ? <Minus size={14} aria-hidden /> : words}
      {words === undefined ? <span className="visually-hidden">{say('compare.empty')}</span> : null}
    </span>
  )
}
