import { Eye, FilterX, Quote } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { changeVisibility } from '../article/visibility.js'
import { Button } from '../design/button.js'
import { Deferred } from '../design/deferred.js'
import { choose, isFiltering, noFilter, toCheck } from '../seeing/claim-filter.js'
import { FilterButton } from '../seeing/filter-button.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import { CheckToggle } from './check-toggle.js'
import { isToCheck } from './claim-parts.js'
import { PanelList } from './panel-list.js'
import { findClaim } from './shown-claim.js'
import { TypeLegend } from './type-legend.js'

const loadFilter = () => import('../seeing/filter-menu.js').then(({ FilterMenu }) => FilterMenu)

/** The claims beside the article, in the order of its text; those whose words are gone at the end. */
export function ClaimsPanel() {
  const workspace = useWorkspace()
  const say = useWords()
  const { view } = workspace
  const claims = useObservable(workspace.cards)
  const passing = useObservable(view.passingCards)
  const filter = useObservable(view.filter)
  const selected = useObservable(workspace.selected)
  const open = useObservable(workspace.panelOpen)
  const box = useRef<HTMLDivElement>(null)

  const countToCheck = useMemo(() => claims.filter(isToCheck).length, [claims])
  const onlyToCheck = filter.chosen.state.has(toCheck)
  useEffect(() => {
    // When the last one is settled, all are shown again.
    if (onlyToCheck && countToCheck === 0) view.filter.set(choose(view.filter.get(), 'state', toCheck, false))
  }, [onlyToCheck, countToCheck, view])
  const shown = useMemo(() => {
    // The chosen claim stays until another is chosen, though it has been settled or no longer passes.
    const chosen = findClaim(claims, selected)
    if (chosen === undefined || passing === claims || passing.includes(chosen)) return passing
    const there = new Set(passing)
    return claims.filter((one) => one === chosen || there.has(one))
  }, [claims, passing, selected])
  const counted =
    shown.length === claims.length
      ? number(claims.length)
      : say('claims.some', { shown: shown.length, all: claims.length })

  return (
    <aside className="panel" aria-label={say('claims.title')} data-region="claims" data-open={open}>
      <button
        type="button"
        className="panel-handle"
        aria-expanded={open}
        aria-controls="claims-list"
        onClick={() => workspace.panelOpen.set(!open)}
      >
        <span className="panel-grip" aria-hidden="true" />
        <span className="panel-title">{say('claims.title')}</span>
        <span className="count">
          {counted}
          {countToCheck === 0 || open ? '' : ` · ${say('claims.to-check', { count: countToCheck })}`}
        </span>
      </button>
      <div className="panel-head">
        <div className="panel-top">
          <h2 className="panel-title">
            {say('claims.title')} <span className="count">{counted}</span>
          </h2>
          <div className="panel-tools">
            <CheckToggle
              count={countToCheck}
              only={onlyToCheck}
              onChange={(only) => view.filter.set(choose(view.filter.get(), 'state', toCheck, only))}
            />
            <Deferred load={loadFilter} stand={(want) => <FilterButton onPress={want} />} />
          </div>
        </div>
        <TypeLegend claims={claims} />
      </div>
      <div className="panel-list" id="claims-list" ref={box}>
        {claims.length === 0 ? <NoClaims /> : null}
        {claims.length > 0 && shown.length === 0 && isFiltering(filter) ? (
          <div className="panel-empty">
            <FilterX size={20} aria-hidden />
            <p>{say('claims.none-pass')}</p>
            <Button look="line" small onPress={() => view.filter.set(noFilter)}>
              {say('filter.clear')}
            </Button>
          </div>
        ) : null}
        <PanelList claims={shown} selected={selected} box={box} />
      </div>
    </aside>
  )
}

function NoClaims() {
  const workspace = useWorkspace()
  const say = useWords()
  const visible = useObservable(workspace.visible)
  const hidden = workspace.layers.filter(({ id, store }) => !visible.has(id) && store.claims().length > 0)
  return (
    <div className="panel-empty">
      <Quote size={20} aria-hidden />
      <p>
        <strong>{say('claims.none')}</strong> {say('claims.how-to-mark')}
      </p>
      {hidden.map((layer) => (
        <Button key={layer.id} look="line" small onPress={() => changeVisibility(workspace, layer.id, true)}>
          <Eye size={14} aria-hidden />
          {say('claims.show-hidden', { count: layer.store.claims().length, layer: layer.name })}
        </Button>
      ))}
    </div>
  )
}
