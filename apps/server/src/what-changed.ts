import { parseRoom, sharedText, textRoom } from '@claimspan/collab'
import { type AnnotatedDocument, documentId } from '@claimspan/core'
import { authorsIn } from './authorship.js'
import { deletersIn } from './deletions.js'
import { changesOf, documentAtMoment, type Moment, roomAt } from './moments.js'
import { CharacterSet, textRuns } from './text-runs.js'
import type { LoggedDocument, LogReader } from './update-log.js'

/** Words that came into the text or left it. `at` is their offset in the later or in the earlier text, in UTF-16 code units. */
export interface ChangedWords {
  readonly words: string
  readonly at: number
  /** Who did it; absent when the log does not know. */
  readonly by?: string
}

/** What became of a claim. */
export interface ChangedClaim {
  readonly id: string
  readonly layer: string
  readonly change: 'added' | 'removed' | 'changed'
  /** The fields that are other than before. */
  readonly fields: readonly string[]
  /** Who wrote into its layer meanwhile and touched it. */
  readonly by: readonly string[]
}

/** Who changed what between two moments. */
export interface WhatChanged {
  readonly from: number
  readonly to: number
  readonly inserted: readonly ChangedWords[]
  readonly deleted: readonly ChangedWords[]
  readonly claims: readonly ChangedClaim[]
  /** Everybody who changed anything: how often, and when first and last. */
  readonly people: readonly {
    readonly id: string
    readonly updates: number
    readonly first: string
    readonly last: string
  }[]
}

export function whatChanged(log: LogReader, document: LoggedDocument, from: Moment, to: Moment): WhatChanged {
  const room = textRoom(documentId(document.id))
  const earlier = textRuns(sharedText(roomAt(log, room, from)))
  const later = textRuns(sharedText(roomAt(log, room, to)))
  const authorOf = authorsIn(log, room)
  const deleterOf = deletersIn(log, room, from, to)
  const changes = changesOf(log, document, from, to)
  const before = documentAtMoment(log, document, from)
  const after = documentAtMoment(log, document, to)
  return {
    from: from.seq,
    to: to.seq,
    inserted: missingIn(later, earlier, (client, clock) => authorOf({ client, clock })?.user),
    deleted: missingIn(earlier, later, deleterOf),
    claims: changedClaims(before, after, (layer) => [
      ...new Set(
        changes.flatMap(({ room: name, user }) => {
          const at = parseRoom(name)
          return at?.kind === 'layer' && at.layer === layer && user !== undefined ? [user] : []
        }),
      ),
    ]),
    people: peopleIn(changes),
  }
}

/** The words of one text that the other does not have, those of one person together. */
function missingIn(
  text: ReturnType<typeof textRuns>,
  other: ReturnType<typeof textRuns>,
  by: (client: number, clock: number) => string | undefined,
): readonly ChangedWords[] {
  const there = new CharacterSet(other)
  const missing: { words: string; at: number; by?: string }[] = []
  let at = 0
  for (const { client, clock, words } of text) {
    for (const part of there.split(client, clock, words.length)) {
      const offset = at + part.from - clock
      if (part.words !== undefined) continue
      for (const piece of pieces(part.from, part.length, (each) => by(client, each))) {
        const start = offset + piece.from - part.from
        const said = words.slice(piece.from - clock, piece.from - clock + piece.length)
        const last = missing.at(-1)
        if (last !== undefined && last.at + last.words.length === start && last.by === piece.by) last.words += said
        else missing.push({ words: said, at: start, ...(piece.by === undefined ? {} : { by: piece.by }) })
      }
    }
    at += words.length
  }
  return missing
}

/** A range of clocks in pieces of one person each. */
function pieces(from: number, length: number, by: (clock: number) => string | undefined) {
  const all: { from: number; length: number; by: string | undefined }[] = []
  for (let clock = from; clock < from + length; clock++) {
    const who = by(clock)
    const last = all.at(-1)
    if (last !== undefined && last.by === who) last.length += 1
    else all.push({ from: clock, length: 1, by: who })
  }
  return all
}

function changedClaims(
  before: AnnotatedDocument | undefined,
  after: AnnotatedDocument | undefined,
  writersOf: (layer: string) => readonly string[],
): readonly ChangedClaim[] {
  const old = new Map((before?.claims ?? []).map((claim) => [`${claim.layer}/${claim.id}`, claim]))
  const now = new Map((after?.claims ?? []).map((claim) => [`${claim.layer}/${claim.id}`, claim]))
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((key): ChangedClaim[] => {
    const [was, is] = [old.get(key), now.get(key)]
    const { id, layer } = is ?? was ?? {}
    if (id === undefined || layer === undefined) return []
    const by = writersOf(layer)
    if (was === undefined) return [{ id, layer, change: 'added', fields: [], by }]
    if (is === undefined) return [{ id, layer, change: 'removed', fields: [], by }]
    const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])]
      .filter((field) => field !== 'updatedAt')
      .filter((field) => JSON.stringify(Reflect.get(was, field)) !== JSON.stringify(Reflect.get(is, field)))
      .sort()
    return fields.length === 0 ? [] : [{ id, layer, change: 'changed', fields, by }]
  })
}

function peopleIn(changes: readonly { readonly user?: string; readonly at: string }[]): WhatChanged['people'] {
  const people = new Map<string, { id: string; updates: number; first: string; last: string }>()
  for (const { user, at } of changes) {
    if (user === undefined) continue
    const known = people.get(user)
    if (known === undefined) people.set(user, { id: user, updates: 1, first: at, last: at })
    else Object.assign(known, { updates: known.updates + 1, last: at })
  }
  return [...people.values()]
}
