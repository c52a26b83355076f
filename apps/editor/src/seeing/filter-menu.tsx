import { Search, X } from 'lucide-react'
import { useMemo } from 'react'
import {
  Checkbox,
  CheckboxGroup,
  Dialog,
  DialogTrigger,
  Input,
  Label,
  Popover,
  SearchField,
} from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import type { ShownClaim } from '../claims/shown-claim.js'
import { IconButton, Button as WordButton } from '../design/button.js'
import { useOpening } from '../design/deferred.js'
import { useObservable } from '../state/observable.js'
import type { WordKey } from '../words/en.js'
import { number, useWords } from '../words/words.js'
import { choose, countOfFilters, countsIn, type Facet, noFilter, stateValues, worthValues } from './claim-filter.js'
import { FilterButton } from './filter-button.js'

/** Which claims are shown: in the panel, painted on the words, in the margin and on the map alike. */
export function FilterMenu() {
  const opening = useOpening()
  const { view, cards } = useWorkspace()
  const say = useWords()
  const claims = useObservable(cards)
  const filter = useObservable(view.filter)
  const active = countOfFilters(filter)
  return (
    <DialogTrigger {...opening}>
      <FilterButton />
      <Popover className="floating roomy" placement="bottom end" offset={6}>
        <Dialog className="filter-dialog" aria-label={say('filter.title')}>
          <div className="filter-head">
            <SearchField
              className="search"
              aria-label={say('filter.words')}
              value={filter.words}
              onChange={(words) => view.filter.set({ ...view.filter.get(), words })}
              autoFocus
            >
              <Search size={15} aria-hidden />
              <Input className="input" placeholder={say('filter.words')} />
              <IconButton icon={X} label={say('filter.clear-words')} small className="clear" />
            </SearchField>
            <WordButton small isDisabled={active === 0} onPress={() => view.filter.set(noFilter)}>
              {say('filter.clear')}
            </WordButton>
          </div>
          <Facets claims={claims} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Facets({ claims }: { readonly claims: readonly ShownClaim[] }) {
  const { layers, looks } = useWorkspace()
  const say = useWords()
  const authors = useMemo(() => {
    const names = new Map<string, string>()
    for (const { claim, layer } of claims) {
      if (names.has(claim.createdBy)) continue
      names.set(claim.createdBy, layers.find(({ id }) => id === layer)?.nameOf(claim.createdBy) ?? claim.createdBy)
    }
    return [...names].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))
  }, [claims, layers])
  const own = (values: readonly string[], prefix: 'state' | 'worth') =>
    values.map((value) => ({ value, label: say(`${prefix}.${value}` as WordKey) }))
  return (
    <>
      <FacetGroup
        facet="type"
        claims={claims}
        values={[...looks.map(({ label }) => ({ value: label, label })), { value: '', label: say('claims.no-type') }]}
      />
      <FacetGroup facet="state" claims={claims} values={own(stateValues, 'state')} />
      <FacetGroup facet="worth" claims={claims} values={own(worthValues, 'worth')} />
      <FacetGroup facet="author" claims={claims} values={authors} />
      <FacetGroup facet="layer" claims={claims} values={layers.map(({ id, name }) => ({ value: id, label: name }))} />
    </>
  )
}

function FacetGroup({
  facet,
  claims,
  values,
}: {
  readonly facet: Facet
  readonly claims: readonly ShownClaim[]
  readonly values: readonly { readonly value: string; readonly label: string }[]
}) {
  const { view } = useWorkspace()
  const say = useWords()
  const filter = useObservable(view.filter)
  const counts = useMemo(() => countsIn(claims, filter, facet), [claims, filter, facet])
  const chosen = filter.chosen[facet]
  // A value that no claim has is left out, unless it is chosen: then it must be there to be let go of.
  const offered = values.filter(({ value }) => (counts.get(value) ?? 0) > 0 || chosen.has(value))
  if (offered.length === 0) return null
  return (
    <CheckboxGroup
      className="facet"
      value={[...chosen]}
      onChange={(next) => {
        let changed = view.filter.get()
        for (const { value } of values) changed = choose(changed, facet, value, next.includes(value))
        view.filter.set(changed)
      }}
    >
      <Label className="field-label">{say(`filter.${facet}`)}</Label>
      {offered.map(({ value, label }) => (
        <Checkbox key={value} value={value} className="facet-value">
          <span className="facet-box" aria-hidden="true" />
          <span className="facet-name">{label}</span>
          <span className="count">{number(counts.get(value) ?? 0)}</span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
}
