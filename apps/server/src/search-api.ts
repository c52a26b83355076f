import { wordsAt } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { latest } from './document-summary.js'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import { readStored } from './stored-document.js'
import type { LogReader } from './update-log.js'
import { visibleTo } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

/** A place where what was looked for is: in an article's text, or in one of its claims. */
export interface SearchHit {
  readonly document: string
  readonly title: string
  readonly where: 'text' | 'claim'
  /** The claim, when it is in one. */
  readonly claim?: { readonly id: string; readonly layer: string }
  /** The words found, with what stands around them. */
  readonly before: string
  readonly words: string
  readonly after: string
}

/** So many hits are told, and so many of one article. */
const mostHits = 60
const mostOfOne = 8
/** So many of them in its text, so that those in its claims are seen too. */
const mostInText = 4
const around = 48

/** The route that looks for words in the texts and claims of all articles. */
export function searchApi(
  app: FastifyInstance,
  {
    log,
    who,
    doorkeeper,
  }: { readonly log: LogReader; readonly who: WhoAsks; readonly doorkeeper: Pick<Doorkeeper, 'access'> },
): void {
  const known = new Map<string, { readonly seq: number; readonly key: string; readonly fields: readonly Field[] }>()
  app.get<{ Querystring: Record<string, unknown> }>('/api/search', (request) => {
    const asks = who.mayThey(request, 'read text')
    const { words } = request.query
    if (typeof words !== 'string' || words.trim() === '') {
      throw new HttpProblem(400, 'bad-request', 'Say which words to look for: /api/search?words=…')
    }
    const { where } = request.query
    if (where !== undefined && where !== 'text' && where !== 'claim') {
      throw new HttpProblem(400, 'bad-request', 'The parameter "where" is text or claim.')
    }
    const needle = words.trim().toLocaleLowerCase()
    const hits: SearchHit[] = []
    for (const document of log.documents()) {
      const seen = visibleTo(asks, document, doorkeeper)
      const key = seen.rooms.join(' ')
      const { seq } = latest(log, seen)
      let read = known.get(document.id)
      if (read === undefined || read.seq !== seq || read.key !== key) {
        read = { seq, key, fields: fieldsOf(log, seen) }
        known.set(document.id, read)
      }
      hits.push(...hitsIn(where === undefined ? read.fields : read.fields.filter((one) => one.where === where), needle))
      if (hits.length >= mostHits) break
    }
    return { hits: hits.slice(0, mostHits), more: hits.length >= mostHits }
  })
}

type Field = Pick<SearchHit, 'document' | 'title' | 'where' | 'claim'> & {
  readonly text: string
  readonly lower: string
}

/** What is looked through: the text, and of each claim its words and what is said of it. */
function fieldsOf(log: LogReader, seen: Parameters<typeof readStored>[1]): readonly Field[] {
  const { document, claims } = readStored(log, seen)
  const of = { document: document.id as string, title: document.title }
  const field = (text: string, rest: Pick<SearchHit, 'where' | 'claim'>): Field => ({
    ...of,
    ...rest,
    text,
    lower: text.toLocaleLowerCase(),
  })
  return [
    field(document.text, { where: 'text' }),
    ...claims.map(({ id, layer, mentions, normalizedClaim, note, attribution, tags }) =>
      field(
        [
          normalizedClaim,
          ...mentions.map(({ spans, quote }) => (spans.length > 0 ? wordsAt(document.text, spans) : quote)),
          attribution?.speaker?.name,
          note,
          ...tags,
        ]
          .filter((one) => one !== undefined && one !== '')
          .join(' · '),
        { where: 'claim', claim: { id, layer } },
      ),
    ),
  ]
}

function hitsIn(fields: readonly Field[], needle: string): readonly SearchHit[] {
  const hits: SearchHit[] = []
  for (const { lower, text, ...of } of fields) {
    // Where lower case has another length, places would be wrong: then the words are looked for as they are.
    const where = lower.length === text.length ? lower : text
    for (
      let at = where.indexOf(needle);
      at !== -1 && hits.length < (of.where === 'text' ? mostInText : mostOfOne);
      at = where.indexOf(needle, at + 1)
    ) {
      const end = at + needle.length
      hits.push({
        ...of,
        before: atWordStart(text.slice(Math.max(0, at - around), at), at > around),
        words: text.slice(at, end),
        after: atWordEnd(text.slice(end, end + around), end + around < text.length),
      })
      if (of.where === 'claim') break
    }
    if (hits.length >= mostOfOne) break
  }
  return hits
}

/** What stands before a hit, from a whole word on, where the text has them; never from the middle of a character. */
function atWordStart(before: string, isCut: boolean): string {
  if (!isCut) return before
  const space = before.search(/\s/)
  return `…${(space === -1 || space > around / 2 ? before : before.slice(space + 1)).replace(/^[\udc00-\udfff]/, '')}`
}

function atWordEnd(after: string, isCut: boolean): string {
  if (!isCut) return after
  const space = after.search(/\s\S*$/)
  return `${(space < around / 2 ? after : after.slice(0, space)).replace(/[\ud800-\udbff]$/, '')}…`
}
