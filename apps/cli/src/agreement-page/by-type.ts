import type { PairAgreement } from '@claimspan/agreement'
import { figureCell, intervalBar, intervalText, numberCell } from './figure.js'
import { escaped } from './html.js'
import { scrolled, section } from './section.js'

/** F1 of the claims with each type, two coders at a time. */
export function byType(pairs: readonly PairAgreement[]): string {
  const body = pairs
    .map(({ a, b, labels }) => {
      const head = `<tr class="first"><th scope="rowgroup" colspan="8"><strong>${escaped(a)} – ${escaped(b)}</strong></th></tr>`
      const rows = labels.map(
        ({ label, a: ofA, b: ofB, strict, type }) =>
          `<tr><th scope="row">${escaped(label)}</th>${numberCell(ofA)}${numberCell(ofB)}${figureCell(strict)}<td class="n">${intervalText(strict)}</td>${figureCell(type)}<td class="bar">${intervalBar(type)}</td><td class="n">${intervalText(type)}</td></tr>`,
      )
      return head + rows.join('')
    })
    .join('')
  return section(
    'types',
    'By type',
    'F1 of the claims with each type: strict, the same words and the type; type, shared words and the type. A claim counts once with each of its types.',
    scrolled(
      'By type',
      `<table><thead><tr><th scope="col">type</th><th scope="col" class="n">claims of the first</th><th scope="col" class="n">of the second</th><th scope="col" class="n">F1 strict</th><th scope="col">interval</th><th scope="col" class="n">F1 type</th><th scope="col">0 to 1</th><th scope="col">interval</th></tr></thead><tbody>${body}</tbody></table>`,
    ),
  )
}
