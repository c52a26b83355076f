import { createHash } from 'node:crypto'
import { WrongUse } from './exit.js'

/** One of n parts of a corpus: `index` counts from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

/** Read `i/n`. Throws `WrongUse` unless 1 ≤ i ≤ n. */
export function readShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text)
  const [index, of] = [Number(match?.[1]), Number(match?.[2])]
  if (!(index >= 1 && index <= of)) throw new WrongUse(`--shard is i/n with 1 ≤ i ≤ n, such as 2/8: got ${text}`)
  return { index, of }
}

/** A number from 0 to 1 (1 not included) that depends only on these words: the first 48 bits of their SHA-256. */
function chance(...words: readonly string[]): number {
  const digest = createHash('sha256').update(words.join('\u0000')).digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

/** Whether a document belongs to a shard: by its id alone, so it stays when others come and go. */
export function inShard(id: string, { index, of }: Shard): boolean {
  return Math.floor(chance('shard', id) * of) === index - 1
}

/** The parts of a split with their shares, which add up to 1. */
export interface Split {
  readonly parts: readonly { readonly name: string; readonly share: number }[]
  readonly seed: string
}

const partNames: Readonly<Record<number, readonly string[]>> = { 2: ['train', 'test'], 3: ['train', 'dev', 'test'] }

/** Read `80/20` (train, test) or `80/10/10` (train, dev, test). Throws `WrongUse` unless the shares add up to 100. */
export function readSplit(text: string, seed: string): Split {
  const shares = text.split('/').map(Number)
  const names = partNames[shares.length]
  const sum = shares.reduce((total, share) => total + share, 0)
  if (names === undefined || shares.some((share) => !(share >= 0)) || Math.abs(sum - 100) > 1e-9) {
    throw new WrongUse(
      `--split is train/test or train/dev/test in per cent, such as 80/10/10, and adds up to 100: got ${text}`,
    )
  }
  return { parts: names.map((name, at) => ({ name, share: (shares[at] ?? 0) / 100 })), seed }
}

/** The part a document belongs to: by seed and id alone, so it stays when documents are added. */
export function partOf(id: string, { parts, seed }: Split): string {
  let left = chance('split', seed, id)
  for (const { name, share } of parts) {
    if (left < share) return name
    left -= share
  }
  return parts[parts.length - 1]?.name ?? 'train'
}
