import type { Figure } from '@claimspan/agreement'
import { number } from './figure.js'
import { escaped } from './html.js'

/** How often each of several values is there. */
export interface Histogram {
  readonly title: string
  readonly about: string
  readonly bars: readonly { readonly label: string; readonly count: number }[]
}

const [width, height, below, left] = [420, 200, 24, 40]

export function histogram({ title, about, bars }: Histogram): string {
  const most = bars.reduce((most, { count }) => Math.max(most, count), 1)
  const step = (width - left - 8) / Math.max(1, bars.length)
  const drawn = bars
    .map(({ label, count }, at) => {
      const tall = ((height - below - 20) * count) / most
      const [x, y] = [left + at * step, height - below - tall]
      const told =
        count === 0
          ? ''
          : `<text class="count" x="${mid(x, step)}" y="${(y - 4).toFixed(1)}">${count.toLocaleString('en')}</text>`
      return `<rect x="${(x + 1).toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(1, step - 2).toFixed(1)}" height="${tall.toFixed(1)}" rx="1.5"/>${told}<text x="${mid(x, step)}" y="${height - 6}">${escaped(label)}</text>`
    })
    .join('')
  const summary = bars.filter(({ count }) => count > 0).map(({ label, count }) => `${label}: ${count}`)
  return plot(title, about, summary.join(', '), `${base()}${drawn}`)
}

const mid = (x: number, step: number): string => (x + step / 2).toFixed(1)
const base = (): string =>
  `<line class="axis" x1="${left}" x2="${width - 8}" y1="${height - below}" y2="${height - below}"/>`

/** A figure period by period. */
export interface Lines {
  readonly title: string
  readonly points: readonly { readonly label: string; readonly figure: Figure | undefined }[]
}

/** A figure from 0 to 1 (less is drawn at 0) over periods, with its intervals. */
export function lines({ title, points }: Lines): string {
  const tall = height - below - 16
  const y = (value: number) => (height - below - tall * Math.min(1, Math.max(0, value))).toFixed(1)
  const step = (width - left - 44) / Math.max(1, points.length - 1)
  const x = (at: number) => (points.length === 1 ? (left + width) / 2 : left + 14 + at * step).toFixed(1)
  const grid = [0, 0.5, 1]
    .map(
      (value) =>
        `<line class="axis" x1="${left}" x2="${width - 8}" y1="${y(value)}" y2="${y(value)}"/><text class="tick" x="${left - 6}" y="${Number(y(value)) + 4}">${value}</text>`,
    )
    .join('')
  const there = points.flatMap(({ label, figure }, at) =>
    figure !== undefined && 'value' in figure ? [{ label, figure, value: figure.value, at }] : [],
  )
  const path = there.map(({ value, at }, place) => `${place === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('')
  const marks = there
    .map(({ value, figure: { interval }, at }) => {
      const bar =
        'undefined' in interval
          ? ''
          : `<line class="within" x1="${x(at)}" x2="${x(at)}" y1="${y(interval.low)}" y2="${y(interval.high)}"/>`
      return `${bar}<circle cx="${x(at)}" cy="${y(value)}" r="3.5"/>`
    })
    .join('')
  const every = Math.ceil(points.length / 5)
  const labels = points
    .map(({ label }, at) => (at % every === 0 ? `<text x="${x(at)}" y="${height - 6}">${escaped(label)}</text>` : ''))
    .join('')
  const without = points.length - there.length
  const about = without === 0 ? '' : `${without} of ${points.length} periods have no such figure.`
  const summary = there.map(({ label, value }) => `${label}: ${number(value)}`).join(', ')
  return plot(title, about, summary, `${grid}<path d="${path}"/>${marks}${labels}`)
}

const plot = (title: string, about: string, summary: string, body: string): string =>
  `<figure class="plot"><figcaption>${escaped(title)} <span class="about">${escaped(about)}</span></figcaption><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(`${title}. ${summary}`)}">${body}</svg></figure>`
