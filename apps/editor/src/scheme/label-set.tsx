import type { Problem, Scheme } from '@claimspan/core'
import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { labelKeys } from '../article/label-keys.js'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { listArticles } from '../server/api.js'
import { readArticle } from '../server/whole-article.js'
import { useWords } from '../words/words.js'
import { type LabelSet, usesIn, withLabel, withSwapped } from './draft.js'
import { LabelRow } from './label-row.js'

/** A label that was to be removed and that annotations have; without a count while they are counted. */
interface Removing {
  readonly label: string
  readonly count?: number
  /** Why they cannot be counted. */
  readonly trouble?: string
}

/** The labels of one set. A label that annotations have is only removed when that was said. */
export function LabelSetEditor({
  set,
  scheme,
  saved,
  problems,
  isReadOnly,
  onChange,
  onDrop,
}: {
  readonly set: LabelSet
  readonly scheme: Scheme
  /** As the server has it: only these labels can be in use. */
  readonly saved: Scheme
  readonly problems: readonly Problem[]
  readonly isReadOnly: boolean
  readonly onChange: (change: (before: Scheme) => Scheme) => void
  /** Told of a label that was taken out though annotations have it. */
  readonly onDrop: (label: string) => void
}) {
  const say = useWords()
  const [removing, setRemoving] = useState<Removing | undefined>(undefined)
  const labels = scheme[set]
  const title = say(`scheme.${set}`)
  const pressed = labelKeys(labels)
  const section = useRef<HTMLElement>(null)

  function drop(label: string) {
    setRemoving(undefined)
    onDrop(label)
    onChange((before) => ({ ...before, [set]: before[set].filter((one) => one.label !== label) }))
  }
  /** The label stays, and so does whoever looked at it: where they were. */
  function keep(label: string) {
    setRemoving(undefined)
    const at = labels.findIndex((one) => one.label === label)
    section.current?.querySelector<HTMLElement>(`[data-path="/${set}/${at}"] .scheme-acts button:last-of-type`)?.focus()
  }
  async function remove(at: number) {
    const label = labels[at]?.label ?? ''
    if (!saved[set].some((one) => one.label === label)) {
      onChange((before) => withLabel(before, set, at, undefined))
      return
    }
    setRemoving({ label })
    const counted = await countUses(set, label)
    if (counted.ok && counted.value === 0) drop(label)
    else setRemoving(counted.ok ? { label, count: counted.value } : { label, trouble: counted.message })
  }

  return (
    <section ref={section} className="scheme-set" aria-label={title}>
      <h2>{title}</h2>
      <ul>
        {labels.map((label, at) => (
          <LabelRow
            // A label is edited in place, so its place is what it is known by.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={at}
            label={label}
            path={`/${set}/${at}`}
            problems={problems}
            pressed={set === 'claimTypes' || set === 'relationTypes' ? pressed[at] : label.key}
            isReadOnly={isReadOnly}
            isFirst={at === 0}
            isLast={at === labels.length - 1}
            onChange={(changed) => onChange((before) => withLabel(before, set, at, changed))}
            onMove={(by) => onChange((before) => withSwapped(before, set, by === 1 ? at : at - 1))}
            onRemove={() => void remove(at)}
          />
        ))}
      </ul>
      {removing === undefined ? null : removing.count === undefined && removing.trouble === undefined ? (
        <p role="status">{say('scheme.counting', { label: removing.label })}</p>
      ) : (
        <div className="scheme-removing">
          <Notice
            text={removing.trouble ?? say('scheme.in-use', { count: removing.count ?? 0, label: removing.label })}
          />
          <Button look="primary" onPress={() => keep(removing.label)} autoFocus>
            {say('scheme.keep')}
          </Button>
          <Button look="danger" onPress={() => drop(removing.label)}>
            {say('scheme.remove-all-the-same')}
          </Button>
        </div>
      )}
      {isReadOnly ? null : (
        <Button look="line" onPress={() => onChange((before) => withLabel(before, set, labels.length, { label: '' }))}>
          <Plus size={15} aria-hidden />
          {say('scheme.add')}
        </Button>
      )}
    </section>
  )
}

/** How many annotations of all articles, as far as one may see them, have a label. */
export async function countUses(set: LabelSet, label: string) {
  const articles = await listArticles()
  if (!articles.ok) return articles
  let count = 0
  for (const { id } of articles.value) {
    const article = await readArticle(id)
    if (!article.ok) return article
    count += usesIn(article.value, set, label)
  }
  return { ok: true, value: count } as const
}
