import type * as Y from 'yjs'

/** The transactions of a Yjs document that have begun and of which not everybody has heard yet. */
export class OpenTransactions {
  private readonly open = new Set<Y.Transaction>()
  private readonly begin = (transaction: Y.Transaction) => void this.open.add(transaction)
  private readonly end = (transaction: Y.Transaction) => void this.open.delete(transaction)

  constructor(private readonly doc: Y.Doc) {
    doc.on('beforeTransaction', this.begin)
    doc.on('afterTransaction', this.end)
    // One may be under way already: then this one is that one.
    doc.transact(this.begin)
  }

  /** What this transaction did has been taken in. Returns whether its beginning was seen. */
  heard(transaction: Y.Transaction): boolean {
    return this.open.delete(transaction)
  }

  /** Whether one that was not heard of changed one of these types. */
  hasChanged(isOne: (type: object) => boolean): boolean {
    for (const { changed } of this.open) for (const type of changed.keys()) if (isOne(type)) return true
    return false
  }

  close(): void {
    this.doc.off('beforeTransaction', this.begin)
    this.doc.off('afterTransaction', this.end)
    this.open.clear()
  }
}
