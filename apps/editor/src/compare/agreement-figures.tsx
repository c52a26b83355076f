import { agreementReport, type Figure } from '@claimspan/agreement'
import { layerKinds } from '@claimspan/core'
import { useDeferredValue, useMemo } from 'react'
import { Button } from 'react-aria-components'
import { Tip } from '../design/tip.js'
import { language, useWords } from '../words/words.js'
import type { Comparison } from './comparison.js'
import { usePlaces } from './use-desk.js'

/** The figures that are shown, by facet and measure as the report names them. */
const shown = [
  { facet: 'claim', measure: 'F1', key: 'compare.figure.claims' },
  { facet: 'boundary', measure: 'α', key: 'compare.figure.words' },
  { facet: 'type', measure: 'α', key: 'compare.figure.types' },
] as const

/** How far the layers agree on this document: of two, those of the pair; of more, those of all together. */
export function AgreementFigures() {
  const say = useWords()
  // A decision is shown before they are counted again.
  const comparison = useDeferredValue(usePlaces().comparison)
  const rows = useMemo(() => (comparison === undefined ? [] : rowsOf(comparison)), [comparison])
  return (
    <ul className="agreement" aria-label={say('compare.figures')}>
      {shown.map(({ facet, measure, key }) => {
        const figure = rows.find((row) => row.facet === facet && row.measure === measure)?.figure
        return (
          <li key={key}>
            <Tip text={say(`${key}-explained`)}>
              <Button className="figure">
                <span className="figure-name">
                  {say(key)} {measure}
                </span>{' '}
                <span className="figure-value">{figureWords(figure) ?? say('compare.figure.undefined')}</span>
              </Button>
            </Tip>
          </li>
        )
      })}
    </ul>
  )
}

function rowsOf({ annotated, layers }: Comparison) {
  const report = agreementReport([annotated], { by: 'layer', only: layers, kinds: layerKinds, resamples: 0 })
  return layers.length === 2 ? (report.pairs[0]?.rows ?? report.rows) : report.rows
}

const figureWords = (figure: Figure | undefined): string | undefined =>
  figure !== undefined && 'value' in figure
    ? figure.value.toLocaleString(language.get(), { minimumFractionDigits: 2, maximumFractionDigits: 2 })
    : undefined
