import { Equal, EqualNot } from 'lucide-react'
import type { ReactNode } from 'react'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import type { Place } from './comparison.js'
import { type Focus, focusIn, sameFocus, whole } from './desk.js'
import { FieldValue, RelationValue } from './field-value.js'
import { fieldKeys, quoteOf } from './place-words.js'
import { useDesk } from './use-desk.js'

/** What each layer has, field by field, and what is in the curated layer. */
export function PlaceTable({ place }: { readonly place: Place }) {
  const say = useWords()
  const desk = useDesk()
  const focus = focusIn(place, useObservable(desk.focus))
  const { layers, target } = desk
  const columns = [...layers.map(({ name }) => name), ...(target === undefined ? [] : [target.name])]
  const lines: readonly Line[] = [
    ...place.rows.map(
      ({ field, differs }): Line => ({
        key: field,
        focus: { kind: 'field', field },
        name: say(fieldKeys[field]),
        differs,
        cells: [...place.claims, ...(target === undefined ? [] : [place.result])].map((claim, column) => (
          <FieldValue
            key={columns[column]}
            claim={claim}
            field={field}
            others={place.claims.filter((other) => other !== undefined && other !== claim)}
            isResult={column === layers.length}
            isLeftOut={place.state === 'left-out'}
          />
        )),
      }),
    ),
    ...place.relations.map(
      (row): Line => ({
        key: row.id,
        focus: { kind: 'relation', id: row.id },
        name: say('compare.field.relation'),
        differs: row.differs,
        cells: [
          ...row.has.map((relation, column) => (
            <RelationValue key={columns[column]} type={relation?.type} to={quoteOf(row.to)} />
          )),
          ...(target === undefined
            ? []
            : [
                <RelationValue
                  key="result"
                  type={target.store.relations().find(({ id }) => id === row.id)?.type}
                  to={quoteOf(row.to)}
                  {...(row.waits ? { waits: true } : {})}
                />,
              ]),
        ],
      }),
    ),
  ]
  return (
    <table className="place-table" style={{ ['--columns' as string]: columns.length }}>
      <caption className="visually-hidden">{say('compare.table')}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{say('compare.field')}</span>
          </th>
          {columns.map((name, column) => (
            <th key={name} scope="col" className={column === layers.length ? 'result' : `side-${(column % 4) + 1}`}>
              {column < layers.length ? <span className="side-line" aria-hidden /> : null}
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const isFocused = sameFocus(line.focus, focus)
          return (
            <tr key={line.key} data-differs={line.differs} data-focused={isFocused}>
              <th scope="row">
                <button
                  type="button"
                  className="field-button"
                  aria-pressed={isFocused}
                  onClick={() => desk.focus.set(isFocused ? whole : line.focus)}
                >
                  {line.differs ? <EqualNot size={14} aria-hidden /> : <Equal size={14} aria-hidden />}
                  {line.name}
                  <span className="visually-hidden">
                    {`, ${say(line.differs ? 'compare.differs' : 'compare.same-here')}`}
                  </span>
                </button>
              </th>
              {line.cells.map((cell, column) => (
                <td
                  key={columns[column]}
                  className={column === layers.length ? 'result' : ''}
                  data-of={columns[column]}
                >
                  {cell}
                </td>
              ))}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

interface Line {
  readonly key: string
  readonly focus: Focus
  readonly name: string
  readonly differs: boolean
  readonly cells: readonly ReactNode[]
}
