import { isId } from '@claimspan/core'

/** An id made from a title, as people like to see it in an address: `the-vote-of-may`; numbered when it is taken. */
export function idFromTitle(title: string, isTaken: (id: string) => boolean): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '')
  const plain = isId(words) ? words : 'document'
  let id = plain
  for (let number = 2; isTaken(id); number++) id = `${plain}-${number}`
  return id
}
