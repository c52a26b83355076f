/**
 * Counts of one document that add up over documents: numbers by name, and tables of how often one label met another. Every
 * figure is made of their sums, so that a sample of documents costs no more than adding.
 */
export class Tally {
  readonly numbers = new Map<string, number>()
  readonly tables = new Map<string, Map<string, Map<string, number>>>()

  add(name: string, by: number): void {
    if (by !== 0) this.numbers.set(name, (this.numbers.get(name) ?? 0) + by)
  }

  /** Count a cell of a table. */
  cell(table: string, row: string, column: string, by = 1): void {
    let rows = this.tables.get(table)
    if (rows === undefined) {
      rows = new Map()
      this.tables.set(table, rows)
    }
    let cells = rows.get(row)
    if (cells === undefined) {
      cells = new Map()
      rows.set(row, cells)
    }
    cells.set(column, (cells.get(column) ?? 0) + by)
  }

  /** Add what another one counted. */
  addAll(other: Tally): void {
    for (const [name, by] of other.numbers) this.add(name, by)
    for (const table of other.tables.keys()) this.addTable(other, table)
  }

  /** Add one table of another. */
  addTable(other: Tally, table: string): void {
    for (const [row, columns] of other.tables.get(table) ?? []) {
      for (const [column, by] of columns) this.cell(table, row, column, by)
    }
  }
}

/** A table of two coders' labels: `a[label]` is how often A gave it, `same` how often both gave one. */
export interface SummedTable {
  readonly labels: readonly string[]
  readonly items: number
  readonly same: number
  readonly a: Float64Array
  readonly b: Float64Array
}

interface TablePlan {
  readonly labels: readonly string[]
  /** Place of each cell among the sums, then its row and its column, three numbers a cell. */
  readonly cells: Int32Array
}

/** Tallies laid out as columns, to be summed in any sample of them. */
export class TallySums {
  readonly documents: number
  readonly #columns = new Map<string, number>()
  readonly #tables = new Map<string, TablePlan>()
  readonly #places: readonly Int32Array[]
  readonly #counts: readonly Float64Array[]
  readonly #sums: Float64Array

  constructor(tallies: readonly Tally[]) {
    this.documents = tallies.length
    const column = (name: string): number => {
      const known = this.#columns.get(name)
      if (known !== undefined) return known
      this.#columns.set(name, this.#columns.size)
      return this.#columns.size - 1
    }
    const places: Int32Array[] = []
    const counts: Float64Array[] = []
    const labels = new Map<string, Map<string, number>>()
    const cells = new Map<string, Map<number, readonly [number, number]>>()
    for (const { numbers, tables } of tallies) {
      const [at, by]: [number[], number[]] = [[], []]
      for (const [name, count] of numbers) {
        at.push(column(name))
        by.push(count)
      }
      for (const [table, rows] of tables) {
        const known = labels.get(table) ?? new Map<string, number>()
        labels.set(table, known)
        const planned = cells.get(table) ?? new Map<number, readonly [number, number]>()
        cells.set(table, planned)
        for (const [row, columns] of rows) {
          for (const [other, count] of columns) {
            const place = column(`${table}\u0000${row}\u0000${other}`)
            planned.set(place, [placeIn(known, row), placeIn(known, other)])
            at.push(place)
            by.push(count)
          }
        }
      }
      places.push(Int32Array.from(at))
      counts.push(Float64Array.from(by))
    }
    for (const [table, known] of labels) {
      // In order, so that sums are the same to the last digit whatever was counted first.
      const sorted = [...known.keys()].sort()
      const placeOf = new Map(sorted.map((label, place) => [known.get(label), place]))
      const plan = [...(cells.get(table) ?? [])]
        .map(([place, [row, other]]) => [place, placeOf.get(row) ?? 0, placeOf.get(other) ?? 0] as const)
        .sort(([, rowA, otherA], [, rowB, otherB]) => rowA - rowB || otherA - otherB)
      this.#tables.set(table, { labels: sorted, cells: Int32Array.from(plan.flat()) })
    }
    this.#places = places
    this.#counts = counts
    this.#sums = new Float64Array(this.#columns.size)
    this.sum(undefined)
  }

  /** Sum the tallies, each so many times; once each when left out. What is read next are these sums. */
  sum(times: Int32Array | undefined): void {
    const sums = this.#sums.fill(0)
    for (let document = 0; document < this.documents; document++) {
      const weight = times === undefined ? 1 : (times[document] ?? 0)
      if (weight === 0) continue
      const [at, by] = [this.#places[document], this.#counts[document]]
      if (at === undefined || by === undefined) continue
      for (let one = 0; one < at.length; one++) {
        const place = at[one] ?? 0
        sums[place] = (sums[place] ?? 0) + weight * (by[one] ?? 0)
      }
    }
  }

  number(name: string): number {
    const column = this.#columns.get(name)
    return column === undefined ? 0 : (this.#sums[column] ?? 0)
  }

  table(name: string): SummedTable {
    const { labels, cells } = this.#tables.get(name) ?? { labels: [], cells: new Int32Array() }
    const [a, b] = [new Float64Array(labels.length), new Float64Array(labels.length)]
    let [items, same] = [0, 0]
    for (let at = 0; at < cells.length; at += 3) {
      const [count, row, column] = [this.#sums[cells[at] ?? 0] ?? 0, cells[at + 1] ?? 0, cells[at + 2] ?? 0]
      items += count
      a[row] = (a[row] ?? 0) + count
      b[column] = (b[column] ?? 0) + count
      if (row === column) same += count
    }
    return { labels, items, same, a, b }
  }

  /** Calls `visit` for each cell of a table that has been counted. */
  eachCell(name: string, visit: (row: string, column: string, count: number) => void): void {
    const { labels, cells } = this.#tables.get(name) ?? { labels: [], cells: new Int32Array() }
    for (let at = 0; at < cells.length; at += 3) {
      visit(labels[cells[at + 1] ?? 0] ?? '', labels[cells[at + 2] ?? 0] ?? '', this.#sums[cells[at] ?? 0] ?? 0)
    }
  }
}

function placeIn(known: Map<string, number>, label: string): number {
  const place = known.get(label)
  if (place !== undefined) return place
  known.set(label, known.size)
  return known.size - 1
}
