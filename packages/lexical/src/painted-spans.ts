import { type Edit, type Span, type SpanIndex, spanIndex } from '@claimspan/core'

/** Spans that are drawn alike, by the rules of `::highlight(<name>)`. Few names, many spans: each name costs. */
export interface PaintGroup {
  /** A CSS identifier. */
  readonly name: string
  /**
   * UTF-16 offsets of the flat text. They may overlap and nest; what lies past the text is not drawn. Give the same array
   * again while it holds the same spans: its index is kept.
   */
  readonly spans: readonly Span[]
}

interface IndexedGroup {
  readonly name: string
  readonly given: readonly Span[]
  index: SpanIndex | undefined
  /** Whether the index has followed edits since the spans were given. */
  moved: boolean
}

/** The groups that are painted, each with an index of its spans that follows edits. */
export class PaintedSpans {
  private groups: readonly IndexedGroup[] = []

  get names(): readonly string[] {
    return this.groups.map(({ name }) => name)
  }

  /** Take new groups. The index of an array of spans that was there already, and has not moved since, is kept. */
  set(groups: readonly PaintGroup[]): void {
    const known = new Map(this.groups.map((group) => [group.given, group]))
    this.groups = groups.map(({ name, spans }) => {
      const before = known.get(spans)
      const index = before === undefined || before.moved ? undefined : before.index
      return { name, given: spans, index, moved: false }
    })
  }

  /** Move all spans with an edit of the text. */
  edit({ at, deleted, inserted }: Edit): void {
    for (const group of this.groups) {
      if (group.given.length === 0) continue
      indexOf(group).edit(at, deleted, inserted)
      group.moved = true
    }
  }

  /** The spans that share a character with a range of the text; `group` is a place in {@link names}. */
  eachIn(from: number, to: number, visit: (group: number, from: number, to: number) => void): void {
    this.groups.forEach((group, at) => {
      if (group.given.length > 0) indexOf(group).eachIn(from, to, (_, start, end) => visit(at, start, end))
    })
  }
}

/** The index of a group, made at the first question: a group may come and go within one frame. */
function indexOf(group: IndexedGroup): SpanIndex {
  group.index ??= spanIndex(group.given)
  return group.index
}
