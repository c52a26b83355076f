/** Device names that Windows keeps for itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/

/**
 * A namer: gives each document id its file name without ending. That is the id itself, unless a name that differs only in
 * case was given before (most disks of Windows and macOS hold but one of them) or Windows keeps it for itself: then `~2`,
 * `~3`… stands before its first dot. Ids are asked for once each, in the order of the corpus.
 */
export function fileNames(): (id: string) => string {
  const given = new Set<string>()
  return (id) => {
    for (let count = 1; ; count++) {
      const name = count === 1 ? id : id.replace(/^[^.]*/, (first) => `${first}~${count}`)
      const folded = name.toLowerCase()
      if (given.has(folded) || reserved.test(folded)) continue
      given.add(folded)
      return name
    }
  }
}
