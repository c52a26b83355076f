/** ClaimBuster's classes in words: check-worthy factual, unimportant factual, non-factual sentence. */
export const worthWords = {
  CFS: 'Check-worthy',
  UFS: 'Unimportant',
  NFS: 'Not factual',
} as const
