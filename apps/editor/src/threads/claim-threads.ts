import type { ClaimId, ClaimStore, Comment, Thread } from '@claimspan/core'

/** The side somebody takes on a proposed claim. */
export type Side = NonNullable<Comment['vote']>

/** The last vote of each person on a claim, oldest first. */
export function votesOn(threads: readonly Thread[]): readonly (Comment & { readonly vote: Side })[] {
  const last = new Map<string, Comment & { readonly vote: Side }>()
  for (const { comments } of threads) {
    for (const comment of comments) {
      const { vote, by, at } = comment
      const before = last.get(by)
      if (vote !== undefined && (before === undefined || at >= before.at)) last.set(by, { ...comment, vote })
    }
  }
  return [...last.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** The threads of a claim, the oldest first. */
export function threadsOn(store: ClaimStore, claim: ClaimId): readonly Thread[] {
  return store
    .threads()
    .filter((thread) => thread.claim === claim)
    .sort((a, b) => ((a.comments[0]?.at ?? '') < (b.comments[0]?.at ?? '') ? -1 : 1))
}

/** Whether a thread is for votes: its first comment takes a side. */
export const isVoting = ({ comments }: Thread): boolean => comments[0]?.vote !== undefined
