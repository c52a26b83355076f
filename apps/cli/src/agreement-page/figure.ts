import type { Figure } from '@claimspan/agreement'
import { escaped } from './html.js'

/** A figure in a cell; where there is none, a dash that says why. */
export function figureCell(figure: Figure | undefined): string {
  if (figure === undefined) return '<td></td>'
  if ('value' in figure) {
    const { interval } = figure
    const about = 'undefined' in interval ? `no interval: ${interval.undefined}` : within(interval)
    return `<td class="n" title="${escaped(`${figure.items.toLocaleString('en')} items, ${about}`)}">${number(figure.value)}</td>`
  }
  return `<td class="n none"><details><summary aria-label="There is no figure. Why?">–</summary><p>${escaped(figure.undefined)}</p></details></td>`
}

const within = ({
  low,
  high,
  level,
  resamples,
}: {
  low: number
  high: number
  level: number
  resamples: number
}): string => `${level * 100} % of ${resamples.toLocaleString('en')} samples within ${number(low)} to ${number(high)}`

/** The interval in words; nothing where there is none. */
export function intervalText({ interval }: Figure): string {
  return 'undefined' in interval ? '' : `${number(interval.low)} to ${number(interval.high)}`
}

export const numberCell = (count: number): string => `<td class="n">${count.toLocaleString('en')}</td>`

/** Three decimals, with the sign for minus. */
export const number = (value: number): string => `${value < -0.0005 ? '−' : ''}${Math.abs(value).toFixed(3)}`

/** A figure between 0 and 1 as a point, with its interval as a line. */
export function intervalBar(figure: Figure): string {
  if (!('value' in figure)) return ''
  const at = (value: number) => (4 + 112 * Math.min(1, Math.max(0, value))).toFixed(1)
  const { interval } = figure
  const line =
    'undefined' in interval
      ? ''
      : `<line class="within" x1="${at(interval.low)}" x2="${at(interval.high)}" y1="8" y2="8"/>`
  const title = 'undefined' in interval ? number(figure.value) : `${number(figure.value)}, ${within(interval)}`
  return `<svg viewBox="0 0 120 16" width="120" height="16" role="img" aria-label="${escaped(title)}"><line class="axis" x1="4" x2="116" y1="8" y2="8"/>${line}<circle cx="${at(figure.value)}" cy="8" r="3.5"/></svg>`
}
