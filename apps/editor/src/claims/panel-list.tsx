import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useVirtualRows, type VirtualRows } from '../design/virtual-rows.js'
import { useWords } from '../words/words.js'
import { ClaimCard } from './claim-card.js'
import { type ClaimRef, claimState, refOf, type ShownClaim, sameRef } from './shown-claim.js'

/** The height of a closed card before it is measured, in pixels. */
const guessedHeight = 104

type Row = { readonly kind: 'claim'; readonly shown: ShownClaim; readonly gone: boolean } | { readonly kind: 'heading' }

/** Cards in the order of the text, then those whose words are gone under a heading. Of many, only those in view are there. */
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
  const keys = useMemo(() => rows.map(keyOf), [rows])
  const list = useVirtualRows(box, keys, guessedHeight, [stop])
  useShowChosen(list, at, selected, box)
  const { measure } = list
  return (
    // biome-ignore lint/a11y/useSemanticElements: between an ol and its items no element may stand
    <div role="list" className="panel-rows" ref={(element) => setHeight(element, list.height)}>
      {list.rows.map(({ index, key, top }) => {
        const row = rows[index]
        return row === undefined ? null : (
          <PanelRow key={key} row={key} top={top} measure={measure} gone={row.kind === 'heading' || row.gone}>
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
          </PanelRow>
        )
      })}
    </div>
  )
}

function PanelRow({
  row,
  top,
  gone,
  measure,
  children,
}: {
  readonly row: string
  readonly top: number
  readonly gone: boolean
  readonly measure: VirtualRows['measure']
  readonly children: ReactNode
}) {
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => measure(row, element.current), [measure, row])
  // The content security policy refuses style attributes in the HTML; what a script sets is fine.
  useLayoutEffect(() => {
    if (element.current !== null) element.current.style.transform = `translateY(${top}px)`
  }, [top])
  return (
    <div ref={element} role="presentation" className={gone ? 'panel-row detached' : 'panel-row'}>
      {children}
    </div>
  )
}

const keyOf = (row: Row): string => (row.kind === 'heading' ? 'heading' : `${row.shown.layer} ${row.shown.claim.id}`)

function rowsOf(claims: readonly ShownClaim[]): readonly Row[] {
  const isGone = ({ claim }: ShownClaim) => claimState(claim) === 'detached'
  const row = (shown: ShownClaim): Row => ({ kind: 'claim', shown, gone: isGone(shown) })
  const placed = claims.filter((shown) => !isGone(shown)).map(row)
  const gone = claims.filter(isGone).map(row)
  return gone.length === 0 ? placed : [...placed, { kind: 'heading' }, ...gone]
}

function setHeight(element: HTMLElement | null, height: number): void {
  if (element !== null) element.style.height = `${height}px`
}

/** Bring the chosen card into view, when another is chosen and not when it is only rendered anew. */
function useShowChosen(
  list: VirtualRows,
  at: number,
  selected: ClaimRef | undefined,
  box: RefObject<HTMLDivElement | null>,
): void {
  const shown = useRef<ClaimRef | undefined>(undefined)
  const frame = useRef(0)
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
  useEffect(() => {
    if (sameRef(shown.current, selected)) return
    shown.current = selected
    const view = box.current
    if (at < 0 || view === null) return
    const bringIn = () => {
      const card = view.querySelector('.claim[data-selected=true]')
      if (card === null) {
        view.scrollTop = list.topOf(at) - 12
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
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      bringIn()
      frame.current = requestAnimationFrame(bringIn)
    })
  })
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
