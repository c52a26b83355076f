import { ListFilter } from 'lucide-react'
import { Button, type ButtonProps } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { Tip } from '../design/tip.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import { countOfFilters } from './claim-filter.js'

/** Opens the filter, and says how much is filtered by. */
export function FilterButton(props: Pick<ButtonProps, 'onPress'>) {
  const say = useWords()
  const active = countOfFilters(useObservable(useWorkspace().view.filter))
  const name = active === 0 ? say('filter.open') : say('filter.open-active', { count: active })
  return (
    <Tip text={name}>
      <Button {...props} className="button icon small filter-button" aria-label={name} data-active={active > 0}>
        <ListFilter size={15} strokeWidth={1.85} aria-hidden />
        {active === 0 ? null : <span className="filter-count">{number(active)}</span>}
      </Button>
    </Tip>
  )
}
