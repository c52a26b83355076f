import { type BlockKind, blockKinds } from '@claimspan/core'
import type { NodeKey } from 'lexical'
import { type Attributes, type Delta, insertedText } from './delta.js'
import { type InlineObjects, noObjects } from './inline-objects.js'
import { appendRun, lookAfter, plain, type Run, sameLook } from './run.js'

/** One block of the article: what is between two `\n`. What it *is* hangs on the `\n` before it, so that is its identity. */
export interface Line {
  readonly kind: BlockKind
  readonly runs: readonly Run[]
  /** UTF-16 code units, without the `\n`. */
  readonly length: number
  /** The Lexical block that shows this line, once there is one. */
  readonly key: NodeKey | null
}

export function line(kind: BlockKind, runs: readonly Run[], key: NodeKey | null = null): Line {
  return { kind, runs, length: runs.reduce((length, run) => length + run.text.length, 0), key }
}

export const lineText = (of: Line): string => of.runs.map((run) => run.text).join('')

/** Whether two lines read the same: kind, words and looks. */
export function sameLine(a: Line, b: Line): boolean {
  return a === b || (a.kind === b.kind && sameRuns(a, b))
}

function sameRuns(a: Line, b: Line): boolean {
  return (
    a.length === b.length &&
    a.runs.length === b.runs.length &&
    a.runs.every((run, at) => {
      const other = b.runs[at]
      return other !== undefined && run.text === other.text && sameLook(run, other)
    })
  )
}

/** A line in which objects that are not known (any more) are plain U+FFFC. */
export function withKnownObjects(of: Line, objects: InlineObjects): Line {
  const isKnown = ({ object }: Run) => object === null || objects.known(object) !== null
  if (of.runs.every(isKnown)) return of
  const runs: Run[] = []
  for (const run of of.runs) appendRun(runs, run.text, isKnown(run) ? run : { ...run, object: null })
  return { ...of, runs }
}

/** What the shared text says about a block; anything unknown is a paragraph. */
export function kindFrom(value: unknown): BlockKind {
  return blockKinds.find((kind) => kind === value) ?? 'paragraph'
}

/**
 * The lines after a change; lines that the change does not touch are the same objects. `lines` is never empty. An
 * object that is not among `objects` is a plain U+FFFC.
 */
export function applyDelta(lines: readonly Line[], delta: Delta, objects: InlineObjects = noObjects): Line[] {
  const reader = new LineReader(lines, objects)
  for (const step of delta) {
    if ('retain' in step) reader.retain(step.retain, step.attributes)
    else if ('delete' in step) reader.delete(step.delete)
    else reader.insert(insertedText(step.insert), step.attributes ?? {})
  }
  return reader.rest()
}

/** Goes through old lines once and builds the new ones. */
class LineReader {
  private readonly out: Line[] = []
  private index = 0
  /** Offset in the line at `index`. */
  private at = 0
  private runs: Run[] = []
  private source: Line
  private kind: BlockKind

  constructor(
    private readonly lines: readonly Line[],
    private readonly objects: InlineObjects,
  ) {
    this.source = this.lineAt(0)
    this.kind = this.source.kind
  }

  retain(length: number, attributes?: Attributes): void {
    let left = length
    while (left > 0) {
      const here = this.lineAt(this.index)
      const rest = here.length - this.at
      if (left <= rest) {
        this.copy(here, this.at + left, attributes)
        return
      }
      this.copy(here, here.length, attributes)
      left -= rest + 1
      const next = this.nextLine()
      this.finish()
      this.source = next
      this.kind = attributes !== undefined && 'block' in attributes ? kindFrom(attributes.block) : next.kind
    }
  }

  delete(length: number): void {
    let left = length
    while (left > 0) {
      const rest = this.lineAt(this.index).length - this.at
      if (left <= rest) {
        this.at += left
        return
      }
      left -= rest + 1
      this.nextLine()
    }
  }

  insert(text: string, attributes: Attributes): void {
    const look = lookAfter(plain, attributes, this.objects)
    text.split('\n').forEach((words, piece) => {
      if (piece > 0) {
        this.finish()
        this.kind = kindFrom(attributes.block)
        this.source = line(this.kind, [])
      }
      appendRun(this.runs, words, look)
    })
  }

  rest(): Line[] {
    const here = this.lineAt(this.index)
    this.copy(here, here.length)
    this.finish()
    for (let index = this.index + 1; index < this.lines.length; index++) this.out.push(this.lineAt(index))
    return this.out
  }

  private copy(here: Line, to: number, attributes?: Attributes): void {
    let start = 0
    for (const run of here.runs) {
      const end = start + run.text.length
      if (end > this.at && start < to) {
        const text = run.text.slice(Math.max(0, this.at - start), to - start)
        appendRun(this.runs, text, lookAfter(run, attributes, this.objects))
      }
      start = end
    }
    this.at = to
  }

  private nextLine(): Line {
    this.index++
    this.at = 0
    return this.lineAt(this.index)
  }

  private finish(): void {
    const made = line(this.kind, this.runs, this.source.key)
    this.out.push(this.source.key !== null && sameLine(made, this.source) ? this.source : made)
    this.runs = []
  }

  private lineAt(index: number): Line {
    const found = this.lines[index]
    if (found === undefined) throw new RangeError(`The change goes past the last of ${this.lines.length} lines`)
    return found
  }
}
