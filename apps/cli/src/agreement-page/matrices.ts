import type { ConfusionMatrix, PairAgreement } from '@claimspan/agreement'
import { escaped } from './html.js'
import { scrolled, section } from './section.js'

/** Which label met which, two coders at a time. */
export function matrices(pairs: readonly PairAgreement[]): string {
  const body = pairs.map(
    ({ a, b, matrices }) =>
      `<h3>${escaped(a)} – ${escaped(b)}</h3>${
        matrices.length === 0
          ? '<p>No claims of theirs are aligned.</p>'
          : `<div class="plots">${matrices.map((one) => matrix(a, b, one)).join('')}</div>`
      }`,
  )
  return section(
    'matrices',
    'Matrices',
    'How often each label of one met each label of the other, on aligned claims. What both gave alike is on the diagonal.',
    body.join(''),
  )
}

function matrix(a: string, b: string, { facet, labels, counts }: ConfusionMatrix): string {
  const most = counts.flat().reduce((most, count) => Math.max(most, count), 1)
  const head = labels.map((label) => `<th scope="col"><span>${escaped(label)}</span></th>`).join('')
  const rows = labels
    .map((label, row) => {
      const cells = (counts[row] ?? [])
        .map((count, column) => {
          const shade = Math.round((100 * count) / most)
          const kind = row === column ? 'same' : 'other'
          return `<td class="${kind}" style="--shade:${shade}%">${count === 0 ? '<span class="zero">0</span>' : count.toLocaleString('en')}</td>`
        })
        .join('')
      return `<tr><th scope="row">${escaped(label)}</th>${cells}</tr>`
    })
    .join('')
  const title = `${facet}: rows ${a}, columns ${b}`
  return `<figure class="matrix"><figcaption>${escaped(facet)} <span class="about">rows ${escaped(a)}, columns ${escaped(b)}</span></figcaption>${scrolled(
    title,
    `<table><thead><tr><td></td>${head}</tr></thead><tbody>${rows}</tbody></table>`,
  )}</figure>`
}
