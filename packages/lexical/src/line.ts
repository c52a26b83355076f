import { type BlockKind, blockKinds } from '@claimspan/core'
import type { NodeKey } from 'lexical'
import { type Attributes, type Delta, insertedText } from './delta.js'

/** Inline style of some text, as Lexical's format bits: 0 plain, 1 bold, 2 italic, 3 both. */
export type Style = number
export const bold: Style = 1
export const italic: Style = 2

/** U+2028 LINE SEPARATOR is a line break inside a block. */
export const lineBreak = '\u2028'

/** Words of one line that have one style. Never empty; neighbours differ in style. */
export interface Run {
  readonly text: string
  readonly style: Style
}

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

/** Add words to the end of runs. A line break has no style, whatever a format that was put across it says. */
export function appendRun(runs: Run[], text: string, style: Style): void {
  const pieces = style === 0 ? [text] : text.split(/(\u2028)/)
  for (const piece of pieces) {
    if (piece === '') continue
    const own = piece === lineBreak ? 0 : style
    const last = runs.at(-1)
    if (last !== undefined && last.style === own) runs[runs.length - 1] = { text: last.text + piece, style: own }
    else runs.push({ text: piece, style: own })
  }
}

export const lineText = (of: Line): string => of.runs.map((run) => run.text).join('')

/** Whether two lines read the same: kind, words and styles. */
export function sameLine(a: Line, b: Line): boolean {
  return a === b || (a.kind === b.kind && sameRuns(a, b))
}

function sameRuns(a: Line, b: Line): boolean {
  return (
    a.length === b.length &&
    a.runs.length === b.runs.length &&
    a.runs.every((run, at) => run.text === b.runs[at]?.text && run.style === b.runs[at]?.style)
  )
}

/** What the shared text says about a block; anything unknown is a paragraph. */
export function kindFrom(value: unknown): BlockKind {
  return blockKinds.find((kind) => kind === value) ?? 'paragraph'
}

/** The attributes of words in a style. */
export function styleAttributes(style: Style): Attributes {
  return { ...(style & bold ? { bold: true } : {}), ...(style & italic ? { italic: true } : {}) }
}

/** The style that words have after attributes were set on them. */
function styleAfter(style: Style, attributes: Attributes | undefined): Style {
  if (attributes === undefined) return style
  let after = style
  if ('bold' in attributes) after = attributes.bold ? after | bold : after & ~bold
  if ('italic' in attributes) after = attributes.italic ? after | italic : after & ~italic
  return after
}

/** The lines after a change; lines that the change does not touch are the same objects. `lines` is never empty. */
export function applyDelta(lines: readonly Line[], delta: Delta): Line[] {
  const reader = new LineReader(lines)
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

  constructor(private readonly lines: readonly Line[]) {
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
    const style = styleAfter(0, attributes)
    text.split('\n').forEach((words, piece) => {
      if (piece > 0) {
        this.finish()
        this.kind = kindFrom(attributes.block)
        this.source = line(this.kind, [])
      }
      appendRun(this.runs, words, style)
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
        appendRun(this.runs, text, styleAfter(run.style, attributes))
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
