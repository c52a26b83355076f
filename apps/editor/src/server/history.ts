import { type Answer, json, posted } from './api.js'

/** One change as the log has it. */
export interface LoggedChange {
  readonly seq: number
  readonly at: string
  /** Whose id; absent when the log does not know. */
  readonly by?: string
  /** `text`, or `layer` and its id. */
  readonly room: string
}

/** Words that came in or went out. */
export interface ChangedWords {
  readonly words: string
  readonly at: number
  readonly by?: string
}

/** What became of a claim. */
export interface ChangedClaim {
  readonly id: string
  readonly layer: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly string[]
}

/** What changed between two moments. */
export interface WhatChanged {
  readonly inserted: readonly ChangedWords[]
  readonly deleted: readonly ChangedWords[]
  readonly claims: readonly ChangedClaim[]
}

/** Every change of an article, the oldest first, and the names of who made them. */
export interface History {
  readonly changes: readonly LoggedChange[]
  readonly names: ReadonlyMap<string, string>
}

const pathOf = (document: string) => `/api/documents/${encodeURIComponent(document)}`

/** An article's history after a change or a time (ISO 8601), from the beginning unless said; asked for piece by piece. */
export async function readHistory(document: string, since: number | string = 0): Promise<Answer<History>> {
  const changes: LoggedChange[] = []
  const names = new Map<string, string>()
  let after = since
  for (;;) {
    const answer = await json<{
      readonly changes: readonly LoggedChange[]
      readonly people: readonly { readonly id: string; readonly name: string }[]
      readonly next?: number
    }>(`${pathOf(document)}/history?limit=1000&after=${encodeURIComponent(after)}`)
    if (!answer.ok) return answer
    changes.push(...answer.value.changes)
    for (const { id, name } of answer.value.people) names.set(id, name)
    if (answer.value.next === undefined) return { ok: true, value: { changes, names } }
    after = answer.value.next
  }
}

/** What changed after one change up to another. */
export const readChanges = (document: string, from: number, to: number) =>
  json<WhatChanged>(`${pathOf(document)}/changes?from=${from}&to=${to}`)

/** The words of the claims that are there now. */
export async function readClaimWords(document: string): Promise<ReadonlyMap<string, string>> {
  const answer = await json<{
    readonly claims: readonly { readonly id: string; readonly mentions: readonly { readonly quote: string }[] }[]
  }>(`${pathOf(document)}/claims`)
  return new Map(answer.ok ? answer.value.claims.map(({ id, mentions }) => [id, mentions[0]?.quote ?? id]) : [])
}

/** Bring an article back to what it was after a change. */
export const restoreTo = (document: string, seq: number) =>
  json<{ readonly changed: readonly string[] }>(`${pathOf(document)}/restore`, posted({ to: seq }))
