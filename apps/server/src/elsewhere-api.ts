import { type Claim, ownProposition, wordsAt } from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { latest } from './document-summary.js'
import type { Doorkeeper } from './doorkeeper.js'
import { HttpProblem } from './http-problem.js'
import { type Folded, foldedOf, likeness } from './likeness.js'
import { readStored } from './stored-document.js'
import type { LogReader } from './update-log.js'
import { seenDocument, visibleTo } from './visible-document.js'
import type { WhoAsks } from './who-asks.js'

/** A claim of another document, as it is shown beside one. */
export interface ClaimElsewhere {
  readonly document: string
  readonly title: string
  readonly claim: string
  readonly layer: string
  /** What it says: its normalized claim, else its words. */
  readonly words: string
  /** The proposition that it states, its own when it names none. */
  readonly proposition: string
}

/** From this likeness on a claim is suggested, and so many at most. */
const leastLikeness = 0.6
const mostAlike = 8

interface KnownClaim extends ClaimElsewhere {
  readonly folded: Folded
}

/** The route that tells which claims of other documents say the same as one: those that are linked to it, and those like it. */
export function elsewhereApi(
  app: FastifyInstance,
  {
    log,
    who,
    doorkeeper,
  }: { readonly log: LogReader; readonly who: WhoAsks; readonly doorkeeper: Pick<Doorkeeper, 'access'> },
): void {
  const known = new Map<
    string,
    { readonly seq: number; readonly key: string; readonly claims: readonly KnownClaim[] }
  >()
  const claimsOf = (seen: ReturnType<typeof visibleTo>): readonly KnownClaim[] => {
    const key = seen.rooms.join(' ')
    const { seq } = latest(log, seen)
    const before = known.get(seen.id)
    if (before?.seq === seq && before.key === key) return before.claims
    const { document, claims } = readStored(log, seen)
    const made = claims.map((claim) => {
      const words = wordsOf(claim, document.text)
      return {
        document: document.id,
        title: document.title,
        claim: claim.id,
        layer: claim.layer,
        words,
        proposition: claim.proposition ?? ownProposition(document.id, claim.id),
        folded: foldedOf(words),
      }
    })
    known.set(seen.id, { seq, key, claims: made })
    return made
  }

  app.get<{ Params: { id: string; claim: string } }>('/api/documents/:id/claims/:claim/elsewhere', (request) => {
    const asks = who.mayThey(request, 'read text')
    const here = seenDocument(log, request.params.id, asks, doorkeeper)
    const one = claimsOf(here).find(({ claim }) => claim === request.params.claim)
    if (one === undefined) {
      throw new HttpProblem(
        404,
        'unknown-claim',
        `The document "${here.id}" has no claim ${JSON.stringify(request.params.claim)} that you may see.`,
      )
    }
    const linked: ClaimElsewhere[] = []
    const alike: (ClaimElsewhere & { readonly likeness: number })[] = []
    for (const document of log.documents()) {
      if (document.id === here.id) continue
      for (const { folded, ...other } of claimsOf(visibleTo(asks, document, doorkeeper))) {
        if (other.proposition === one.proposition) linked.push(other)
        else {
          const how = likeness(one.folded, folded, leastLikeness)
          if (how >= leastLikeness) alike.push({ ...other, likeness: Math.round(how * 100) / 100 })
        }
      }
    }
    alike.sort((a, b) => b.likeness - a.likeness)
    return { proposition: one.proposition, linked, alike: alike.slice(0, mostAlike) }
  })
}

function wordsOf({ normalizedClaim, mentions }: Claim, text: string): string {
  if (normalizedClaim !== undefined && normalizedClaim.trim() !== '') return normalizedClaim.trim()
  return mentions.map(({ spans, quote }) => (spans.length > 0 ? wordsAt(text, spans) : quote)).join(' … ')
}
