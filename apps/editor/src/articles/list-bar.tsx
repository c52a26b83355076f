import '../words/learn-project.js'
import { Choice } from '../design/choice.js'
import { Segmented } from '../design/segmented.js'
import type { ArticleSummary } from '../server/api.js'
import { me } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { number, useWords } from '../words/words.js'
import { assigneesOf, documentStatuses, type ListView, sortings, statusCounts } from './list-view.js'

/** Which articles are listed, by status and by whose they are, in what order, and how far all of them are. */
export function ListBar({
  articles,
  shown,
  view,
  onChange,
}: {
  readonly articles: readonly ArticleSummary[]
  /** How many of them are listed. */
  readonly shown: number
  readonly view: ListView
  readonly onChange: (view: ListView) => void
}) {
  const say = useWords()
  const self = useObservable(me)
  const counts = statusCounts(articles, view.of)
  const all = documentStatuses.reduce((sum, status) => sum + counts[status], 0)
  const done = counts.done + counts.curated
  const others = assigneesOf(articles).filter(({ id }) => id !== self.id)
  // An id has no ":" before a word of ours.
  const of = typeof view.of === 'string' ? `:${view.of}` : view.of.id
  const { status: _, ...every } = view
  return (
    <div className="list-bar">
      <Segmented
        label={say('list.status')}
        value={view.status ?? 'all'}
        segments={[
          { value: 'all' as const, label: `${say('list.all')} ${number(all)}` },
          ...documentStatuses.map((status) => ({
            value: status,
            label: `${say(`status.${status}`)} ${number(counts[status])}`,
          })),
        ]}
        onChange={(status) => onChange(status === 'all' ? every : { ...view, status })}
      />
      <Choice
        label={say('list.of')}
        labelHidden
        value={of}
        options={[
          { value: ':anybody', label: say('list.anybody') },
          { value: self.id, label: say('list.mine') },
          { value: ':nobody', label: say('list.nobody') },
          ...others.map(({ id, name }) => ({ value: id, label: name })),
          // Who was chosen and is nobody's any more is still what is shown.
          ...(of.startsWith(':') || of === self.id || others.some(({ id }) => id === of)
            ? []
            : [{ value: of, label: of }]),
        ]}
        onChange={(chosen) =>
          onChange({
            ...view,
            of: chosen === ':anybody' ? 'anybody' : chosen === ':nobody' ? 'nobody' : { id: chosen },
          })
        }
      />
      <Choice
        label={say('list.sort')}
        labelHidden
        value={view.sort}
        options={sortings.map((value) => ({ value, label: `${say('list.sort')}: ${say(`list.by-${value}`)}` }))}
        onChange={(sort) => onChange({ ...view, sort })}
      />
      <p className="list-progress">
        <progress className="row-progress" max={Math.max(1, all)} value={done} aria-hidden />
        {say('list.progress', { done, all })}
      </p>
      <p className="visually-hidden" role="status">
        {say('list.shown', { count: shown, all: articles.length })}
      </p>
    </div>
  )
}
