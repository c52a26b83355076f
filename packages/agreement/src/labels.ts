import type { Tally } from './tally.js'

/** Labels as whole numbers from 0, in the order in which they were met. */
export class Labels {
  readonly #codes = new Map<string, number>()
  readonly #labels: string[] = []

  codeOf(label: string): number {
    const code = this.#codes.get(label)
    if (code !== undefined) return code
    this.#codes.set(label, this.#labels.length)
    return this.#labels.push(label) - 1
  }

  label(code: number): string {
    return this.#labels[code] ?? ''
  }

  get size(): number {
    return this.#labels.length
  }
}

/** So many labels and fewer are counted in a square. */
const squareUpTo = 64

/** Counts how often one label met another, by their codes. */
export class CellCounts {
  readonly #size: number
  readonly #square: Float64Array | undefined
  readonly #cells = new Map<number, number>()

  constructor(readonly labels: Labels) {
    this.#size = labels.size
    this.#square = this.#size <= squareUpTo ? new Float64Array(this.#size * this.#size) : undefined
  }

  add(row: number, column: number, by = 1): void {
    const cell = row * this.#size + column
    if (this.#square !== undefined) this.#square[cell] = (this.#square[cell] ?? 0) + by
    else this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + by)
  }

  /** Put the counts into a table of a tally. */
  into(tally: Tally, table: string): void {
    const put = (count: number, cell: number) => {
      if (count === 0) return
      tally.cell(table, this.labels.label(Math.floor(cell / this.#size)), this.labels.label(cell % this.#size), count)
    }
    this.#square?.forEach(put)
    this.#cells.forEach(put)
  }
}
