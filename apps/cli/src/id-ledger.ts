import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { fileNameOf } from '@claimspan/exporter/corpora'

/**
 * The ids of an export in their order. They stand in a file; memory holds 8 bytes or so of each, a fingerprint and an
 * offset, and a fingerprint that is met again is looked up in the file: a million documents take some megabytes.
 */
export interface IdLedger {
  /** Put down an id: the name of its files, as `fileNames` gives it for these ids in this order; `undefined` when it is there already. */
  add(id: string): string | undefined
  has(id: string): boolean
  /** Write down what is not yet, and say how long the file is. */
  flush(): number
  close(): void
}

/** Open the ledger in a file. Its first `length` bytes are kept (those of an earlier run), the rest is taken away. */
export function idLedger(path: string, length = 0): IdLedger {
  const file = openSync(path, length === 0 ? 'w+' : 'r+')
  ftruncateSync(file, length)
  const prints = new Prints()
  /** Names that are not the ids of their documents: few. */
  const odd = new Set<string>()
  let pending = ''
  let written = 0

  function lineAt(offset: number): string {
    if (offset >= written) return pending.slice(offset - written, pending.indexOf('\n', offset - written))
    const bytes = Buffer.alloc(256)
    const got = readSync(file, bytes, 0, bytes.length, offset)
    const text = bytes.toString('latin1', 0, got)
    const end = text.indexOf('\n')
    return end === -1 ? text : text.slice(0, end)
  }

  function withLetters(folded: string): readonly string[] {
    return prints
      .offsets(folded)
      .map(lineAt)
      .filter((id) => id.toLowerCase() === folded)
  }

  function put(id: string, offset: number): string | undefined {
    const alike = withLetters(id.toLowerCase())
    if (alike.includes(id)) return undefined
    const name = fileNameOf(id, (folded) => odd.has(folded) || withLetters(folded).length > 0)
    if (name !== id) odd.add(name.toLowerCase())
    prints.add(id.toLowerCase(), offset)
    return name
  }

  function flush(): number {
    if (pending !== '') written += writeSync(file, pending, written, 'latin1')
    pending = ''
    return written
  }

  /** Ids of an earlier run get their places and names again. */
  function readAgain(): void {
    const bytes = Buffer.alloc(1 << 16)
    let rest = ''
    while (written < length) {
      const got = readSync(file, bytes, 0, Math.min(bytes.length, length - written), written)
      if (got === 0) return
      const lines = (rest + bytes.toString('latin1', 0, got)).split('\n')
      let offset = written - rest.length
      rest = lines.pop() ?? ''
      written += got
      for (const id of lines) {
        put(id, offset)
        offset += id.length + 1
      }
    }
  }

  readAgain()
  return {
    add(id) {
      const name = put(id, written + pending.length)
      if (name === undefined) return undefined
      pending += `${id}\n`
      if (pending.length > 1 << 16) flush()
      return name
    },
    has: (id) => withLetters(id.toLowerCase()).includes(id),
    flush,
    close: () => closeSync(file),
  }
}

/** A hash table from words to numbers of which each word may have several; words that look alike share them. */
class Prints {
  /** Two numbers a slot: the fingerprint, and the value plus one (0: the slot is free). */
  private slots = new Uint32Array(1 << 12)
  private count = 0

  offsets(word: string): readonly number[] {
    const print = fingerprint(word)
    const found: number[] = []
    const mask = this.slots.length / 2 - 1
    for (let slot = print & mask; this.slots[2 * slot + 1] !== 0; slot = (slot + 1) & mask) {
      if (this.slots[2 * slot] === print) found.push((this.slots[2 * slot + 1] ?? 1) - 1)
    }
    return found
  }

  add(word: string, value: number): void {
    this.count += 1
    if (this.count * 3 > this.slots.length) this.grow()
    this.put(fingerprint(word), value + 1)
  }

  private put(print: number, stored: number): void {
    const mask = this.slots.length / 2 - 1
    let slot = print & mask
    while (this.slots[2 * slot + 1] !== 0) slot = (slot + 1) & mask
    this.slots[2 * slot] = print
    this.slots[2 * slot + 1] = stored
  }

  private grow(): void {
    const old = this.slots
    this.slots = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      const stored = old[at + 1] ?? 0
      if (stored !== 0) this.put(old[at] ?? 0, stored)
    }
  }
}

/** FNV-1a with a last mixing (murmur3), so that ids that count up spread over the table. */
function fingerprint(word: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < word.length; at++) value = Math.imul(value ^ word.charCodeAt(at), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
