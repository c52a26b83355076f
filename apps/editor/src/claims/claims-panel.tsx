import { Eye, Quote } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { changeVisibility } from '../article/layer-menu.js'
import { claimElementId } from '../article/regions.js'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { CardList } from './card-list.js'
import { CheckToggle } from './check-toggle.js'
import { isToCheck } from './claim-parts.js'
import { claimState, findClaim, refOf, type ShownClaim, sameRef } from './shown-claim.js'
import { TypeLegend } from './type-legend.js'

/** The claims beside the article, in the order of its text; those whose words are gone at the end. */
export function ClaimsPanel() {
  const workspace = useWorkspace()
  const claims = useObservable(workspace.cards)
  const selected = useObservable(workspace.selected)
  const open = useObservable(workspace.panelOpen)
  const [types, setTypes] = useState<ReadonlySet<string>>(new Set())
  const list = useRef<HTMLDivElement>(null)

  const toCheck = useMemo(() => claims.filter(isToCheck).length, [claims])
  const [onlyToCheck, setOnlyToCheck] = useState(false)
  if (onlyToCheck && toCheck === 0) setOnlyToCheck(false)
  const shown = useMemo(() => {
    if (types.size === 0 && !onlyToCheck) return claims
    // The chosen claim stays until another is chosen, though it has been settled.
    const fits = (one: ShownClaim) => !onlyToCheck || isToCheck(one) || sameRef(refOf(one), selected)
    const hasType = ({ claim }: ShownClaim) => types.size === 0 || claim.types.some((type) => types.has(type))
    return claims.filter((one) => hasType(one) && fits(one))
  }, [claims, types, onlyToCheck, selected])
  const [placed, detached] = useMemo(() => {
    const isGone = ({ claim }: ShownClaim) => claimState(claim) === 'detached'
    return [shown.filter((one) => !isGone(one)), shown.filter(isGone)] as const
  }, [shown])
  // One card is a stop of the Tab key; the arrow keys go from card to card.
  const stop = findClaim(shown, selected) ?? shown[0]

  useEffect(() => {
    if (selected === undefined) return
    const card = document.getElementById(claimElementId(selected))
    const box = list.current
    if (card === null || box === null) return
    const bringIn = () => {
      const view = box.getBoundingClientRect()
      const at = card.getBoundingClientRect()
      if (at.top >= view.top && at.bottom <= view.bottom) return
      // What is to be settled is brought into view too: in a narrow window it may be under the foot.
      const check = card.querySelector('.part-check')?.getBoundingClientRect()
      const under = check === undefined ? 0 : check.bottom - at.top + 24 - view.height
      box.scrollTo({ top: box.scrollTop + at.top - view.top - 12 + Math.max(0, under), behavior: 'instant' })
    }
    bringIn()
    // Cards that were never shown had only a guessed height: look again when they have their own.
    const frame = requestAnimationFrame(() => requestAnimationFrame(bringIn))
    return () => cancelAnimationFrame(frame)
  }, [selected])

  return (
    <aside className="panel" aria-label="Claims" data-region="claims" data-open={open}>
      <button
        type="button"
        className="panel-handle"
        aria-expanded={open}
        aria-controls="claims-list"
        onClick={() => workspace.panelOpen.set(!open)}
      >
        <span className="panel-grip" aria-hidden="true" />
        <span className="panel-title">Claims</span>
        <span className="count">
          {claims.length}
          {toCheck === 0 || open ? '' : ` · ${toCheck} to check`}
        </span>
      </button>
      <div className="panel-head">
        <div className="panel-top">
          <h2 className="panel-title">
            Claims{' '}
            <span className="count">
              {shown.length === claims.length ? claims.length : `${shown.length} of ${claims.length}`}
            </span>
          </h2>
          <CheckToggle count={toCheck} only={onlyToCheck} onChange={setOnlyToCheck} />
        </div>
        <TypeLegend claims={claims} chosen={types} onChange={setTypes} />
      </div>
      <div className="panel-list" id="claims-list" ref={list}>
        {claims.length === 0 ? <NoClaims /> : null}
        <CardList claims={placed} selected={selected} stop={stop} />
        {detached.length === 0 ? null : (
          <section className="detached" aria-label="Claims whose words are gone">
            <h3>Words gone from the text</h3>
            <p>
              These claims keep the words they were made on. They come back to them when the words come back, or when
              you find them again: <kbd>F</kbd>
            </p>
            <CardList claims={detached} selected={selected} stop={stop} />
          </section>
        )}
      </div>
    </aside>
  )
}

function NoClaims() {
  const workspace = useWorkspace()
  const visible = useObservable(workspace.visible)
  const hidden = workspace.layers.filter(({ id, store }) => !visible.has(id) && store.claims().length > 0)
  return (
    <div className="panel-empty">
      <Quote size={20} aria-hidden />
      <p>
        <strong>No claims yet.</strong> Select words in the article and press <kbd>1</kbd> to <kbd>5</kbd>.
      </p>
      {hidden.map((layer) => (
        <Button key={layer.id} look="line" small onPress={() => changeVisibility(workspace, layer.id, true)}>
          <Eye size={14} aria-hidden />
          Show {layer.store.claims().length} of “{layer.name}”
        </Button>
      ))}
    </div>
  )
}
