import { type Disagreement, type DisagreementSide, disagreementKinds } from '@claimspan/agreement'
import type { AnnotatedDocument, Document, Span } from '@claimspan/core'
import { escaped } from './html.js'

/** So many are shown; a page of tens of thousands would be of no use to anybody. */
const shownAtMost = 2000

/** Every disagreement with its place and its words, by document, each with an address of its own in the page. */
export function disagreementList(
  found: readonly Disagreement[],
  documents: readonly AnnotatedDocument[],
  server: string | undefined,
): string {
  const texts = new Map<string, Document>(documents.map(({ document }) => [document.id, document]))
  const shown = found.slice(0, shownAtMost)
  const byDocument = new Map<string, string[]>()
  shown.forEach((one, at) => {
    const document = texts.get(one.document)
    if (document === undefined) return
    const list = byDocument.get(one.document) ?? []
    byDocument.set(one.document, list)
    list.push(item(one, at + 1, document))
  })
  const body = [...byDocument].map(([id, items]) => {
    const title = texts.get(id)?.title ?? id
    const link =
      server === undefined
        ? ''
        : ` <a href="${escaped(`${server}/d/${encodeURIComponent(id)}`)}">open in the editor</a>`
    return `<details class="document" open><summary><strong>${escaped(title)}</strong> <span class="about">${escaped(id)}, ${items.length.toLocaleString('en')}</span></summary>${link === '' ? '' : `<p>${link}</p>`}<ol class="list">${items.join('')}</ol></details>`
  })
  const more =
    found.length > shown.length
      ? `<p>The first ${shown.length.toLocaleString('en')} of ${found.length.toLocaleString('en')} are here; all are in <code>claimspan agreement --json</code>.</p>`
      : ''
  const kinds = disagreementKinds.filter((kind) => shown.some((one) => one.kind === kind))
  const filter = kinds
    .map((kind) => `<label><input type="checkbox" name="kind" value="${kind}" checked> ${kind}</label>`)
    .join('')
  const filters = kinds.length < 2 ? '' : `<fieldset class="kinds"><legend>Kinds shown</legend>${filter}</fieldset>`
  const nothing =
    found.length === 0
      ? '<p>There is none.</p>'
      : '<p>Of each, what either has. In the text, <u>underlined</u> is what the first marked, <mark>shaded</mark> what the second marked. Offsets are UTF-16 code units.</p>'
  return `<section id="disagreements" aria-labelledby="disagreements-title"><h2 id="disagreements-title">Disagreements</h2>${nothing}${more}${filters}${body.join('')}</section>`
}

function item({ kind, span, a, b, labels }: Disagreement, number: number, { text }: Document): string {
  return `<li id="d${number}" data-kind="${kind}" value="${number}"><p class="what"><a href="#d${number}" class="kind">${kind}</a> <span class="about">${span.from}–${span.to}${labels.length === 0 ? '' : `, ${escaped(labels.join(', '))}`}</span></p>${side(a, kind)}${side(b, kind)}<blockquote>${inContext(text, span, a.spans, b.spans)}</blockquote></li>`
}

function side({ coder, claim, relation, value }: DisagreementSide, kind: string): string {
  const what = kind === 'relation' ? relation : claim
  const said =
    value === undefined || what === undefined
      ? `<em>${kind === 'relation' ? 'has not related them' : 'has not marked it'}</em>`
      : escaped(value)
  const id = claim === undefined ? '' : ` <span class="about">${escaped(relation ?? claim)}</span>`
  return `<p class="side"><b>${escaped(coder)}</b> ${said}${id}</p>`
}

const around = 60

/** The words with some before and after; what A marked is underlined, what B marked is shaded, what both did is both. */
function inContext(text: string, span: Span, a: readonly Span[], b: readonly Span[]): string {
  const [from, to] = [inside(text, span.from - around), inside(text, span.to + around)]
  const borders = new Set([from, to])
  for (const one of [...a, ...b]) for (const end of [one.from, one.to]) borders.add(Math.min(to, Math.max(from, end)))
  const ends = [...borders].sort((one, other) => one - other)
  const has = (spans: readonly Span[], at: number) => spans.some((one) => one.from <= at && at < one.to)
  const parts = ends.slice(1).map((end, at) => {
    const start = ends[at] ?? 0
    const words = escaped(text.slice(start, end))
    const [inA, inB] = [has(a, start), has(b, start)]
    const shown = inB ? `<mark>${words}</mark>` : words
    return inA ? `<u>${shown}</u>` : shown
  })
  return `${from > 0 ? '…' : ''}${parts.join('')}${to < text.length ? '…' : ''}`
}

/** A place within a text that does not cut a pair of surrogates. */
function inside(text: string, offset: number): number {
  const at = Math.min(text.length, Math.max(0, offset))
  const unit = text.charCodeAt(at)
  return at > 0 && unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
