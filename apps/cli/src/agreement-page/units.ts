import type { UnitAgreement } from '@claimspan/agreement'
import { provedSentence } from '../unit-agreement.js'
import { figureCell, intervalBar, intervalText, numberCell } from './figure.js'
import { escaped } from './html.js'
import { scrolled, section } from './section.js'

/** γ and the unitizing α, which pair no claims beforehand. */
export function unitsTable(units: UnitAgreement): string {
  const { rows, continua } = units
  const body = rows
    .map(({ measure, label, of, figure }, at) => {
      const first = rows[at - 1]?.measure.includes('α') !== measure.includes('α')
      const name = label === undefined ? '' : ` ${escaped(label)}`
      return `<tr${first ? ' class="first"' : ''}><th scope="row"><strong>${escaped(measure)}</strong>${name}</th>${figureCell(figure)}<td class="bar">${intervalBar(figure)}</td><td class="n">${intervalText(figure)}</td>${numberCell(figure.items)}<td class="of">${escaped(of)}</td></tr>`
    })
    .join('')
  const about = `A unit is a mention from its first character to its last, labelled with the first type of its claim: ${units.units.toLocaleString('en')} of them in ${continua.toLocaleString('en')} ${continua === 1 ? 'document' : 'documents'}. No claim is paired with another beforehand. ${escaped(provedSentence(units))}`
  return section(
    'units',
    'Units',
    about,
    scrolled(
      'Units',
      `<table><thead><tr><th scope="col">measure</th><th scope="col" class="n">figure</th><th scope="col">0 to 1</th><th scope="col">interval</th><th scope="col" class="n">items</th><th scope="col">which are</th></tr></thead><tbody>${body}</tbody></table>`,
    ),
  )
}
