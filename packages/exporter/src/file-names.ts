/** Device names that Windows keeps for itself, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/

/**
 * The file name, without ending, of a document: its id, unless that is taken (by a name that differs only in case, of which
 * most disks of Windows and macOS hold but one) or Windows keeps it for itself; then `~2`, `~3`… stands before its first
 * dot. `isTaken` is asked in lower case.
 */
export function fileNameOf(id: string, isTaken: (folded: string) => boolean): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? id : id.replace(/^[^.]*/, (first) => `${first}~${count}`)
    const folded = name.toLowerCase()
    if (!isTaken(folded) && !reserved.test(folded)) return name
  }
}

/** A namer: gives each document id its {@link fileNameOf}. Ids are asked for once each, in the order of the corpus. */
export function fileNames(): (id: string) => string {
  const given = new Set<string>()
  return (id) => {
    const name = fileNameOf(id, (folded) => given.has(folded))
    given.add(name.toLowerCase())
    return name
  }
}
