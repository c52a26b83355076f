import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react'
import { useWords } from '../words/words.js'
import { ClaimCard } from './claim-card.js'
import { type ClaimRef, claimState, refOf, type ShownClaim, sameRef } from './shown-claim.js'

/** The height of a closed card before it is measured, in pixels. */
const guessedHeight = 104

type Row = { readonly kind: 'claim'; readonly shown: ShownClaim; readonly gone: boolean } | { readonly kind: 'heading' }

/** Cards in the order of the text, then those whose words are gone under a heading. Only those in view are there. */
export function PanelList({
  claims,
  selected,
  box,
}: {
  readonly claims: readonly ShownClaim[]
  readonly selected: ClaimRef | undefined
  /** What scrolls. */
  readonly box: RefObject<HTMLDivElement | null>
}) {
  const rows = useMemo(() => rowsOf(claims), [claims])
  const at = useMemo(
    () => rows.findIndex((row) => row.kind === 'claim' && sameRef(refOf(row.shown), selected)),
    [rows, selected],
  )
  // One card is a stop of the Tab key; it is always there, as is the chosen one, which may have the focus.
  const stop = at === -1 ? rows.findIndex(({ kind }) => kind === 'claim') : at
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => guessedHeight,
    getItemKey: (index) => keyOf(rows[index]),
    rangeExtractor: useCallback((range: Range) => withStop(range, stop), [stop]),
    overscan: 4,
  })
  useShowChosen(list, at, selected, box)
  return (
    // biome-ignore lint/a11y/useSemanticElements: between an ol and its items no element may stand
    <div role="list" className="panel-rows" ref={(element) => setHeight(element, list.getTotalSize())}>
      {list.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index]
        return row === undefined ? null : (
          <div
            key={key}
            data-index={index}
            role="presentation"
            className={row.kind === 'heading' || row.gone ? 'panel-row detached' : 'panel-row'}
            ref={(element) => {
              if (element === null) return
              element.style.transform = `translateY(${start}px)`
              list.measureElement(element)
            }}
          >
            {row.kind === 'heading' ? (
              <GoneHeading />
            ) : (
              <ClaimCard
                shown={row.shown}
                selected={index === at}
                isStop={index === stop}
                place={index + 1}
                count={claims.length}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}

const keyOf = (row: Row | undefined): string =>
  row === undefined ? '' : row.kind === 'heading' ? 'heading' : `${row.shown.layer} ${row.shown.claim.id}`

function rowsOf(claims: readonly ShownClaim[]): readonly Row[] {
  const isGone = ({ claim }: ShownClaim) => claimState(claim) === 'detached'
  const row = (shown: ShownClaim): Row => ({ kind: 'claim', shown, gone: isGone(shown) })
  const placed = claims.filter((shown) => !isGone(shown)).map(row)
  const gone = claims.filter(isGone).map(row)
  return gone.length === 0 ? placed : [...placed, { kind: 'heading' }, ...gone]
}

function withStop(range: Range, stop: number): number[] {
  const shown = defaultRangeExtractor(range)
  return stop < 0 || shown.includes(stop) ? shown : [...shown, stop].sort((a, b) => a - b)
}

// The content security policy refuses style attributes in the HTML; what a script sets is fine.
function setHeight(element: HTMLElement | null, height: number): void {
  if (element !== null) element.style.height = `${height}px`
}

/** Bring the chosen card into view, when another is chosen and not when it is only rendered anew. */
function useShowChosen(
  list: Virtualizer<HTMLDivElement, Element>,
  at: number,
  selected: ClaimRef | undefined,
  box: RefObject<HTMLDivElement | null>,
): void {
  const shown = useRef<ClaimRef | undefined>(undefined)
  useEffect(() => {
    if (sameRef(shown.current, selected)) return
    shown.current = selected
    const view = box.current
    if (at < 0 || view === null) return
    const bringIn = () => {
      const card = view.querySelector('.claim[data-selected=true]')
      if (card === null) {
        list.scrollToIndex(at, { align: 'start' })
        return
      }
      const frame = view.getBoundingClientRect()
      const rect = card.getBoundingClientRect()
      if (rect.top >= frame.top && rect.bottom <= frame.bottom) return
      // What is to be settled is brought into view too: in a narrow window it may be under the foot.
      const check = card.querySelector('.part-check')?.getBoundingClientRect()
      const under = check === undefined ? 0 : check.bottom - rect.top + 24 - frame.height
      view.scrollTo({ top: view.scrollTop + rect.top - frame.top - 12 + Math.max(0, under), behavior: 'instant' })
    }
    // Cards that were never shown had only a guessed height: look again when they have their own.
    bringIn()
    let frame = requestAnimationFrame(() => {
      bringIn()
      frame = requestAnimationFrame(bringIn)
    })
    return () => cancelAnimationFrame(frame)
  }, [list, at, selected, box])
}

function GoneHeading() {
  const say = useWords()
  return (
    <div className="gone-heading">
      <h3>{say('claims.gone')}</h3>
      <p>{say('claims.gone-explained')}</p>
    </div>
  )
}
