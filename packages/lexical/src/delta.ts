/**
 * What a character carries: `bold`, `italic` and `link` on words, `object` on a U+FFFC, `block` on the `\n` before a
 * block. `null` takes it away.
 */
export type Attributes = Readonly<Record<string, unknown>>

/** One step of a delta, in UTF-16 code units. An insert that is not text stands for one embedded thing. */
export type DeltaStep =
  | { readonly retain: number; readonly attributes?: Attributes }
  | { readonly insert: string | object; readonly attributes?: Attributes }
  | { readonly delete: number }

/** A change of the flat text, as Yjs tells it: steps from the start of the text; what follows the last step stays. */
export type Delta = readonly DeltaStep[]

/** U+FFFC stands in the text for a thing that is not text, so that offsets agree with the shared text's. */
export const embedded = '\uFFFC'

/** The text that an insert puts in. */
export const insertedText = (insert: string | object): string => (typeof insert === 'string' ? insert : embedded)

/** Whether a delta leaves the text as it is. */
export const isEmptyDelta = (delta: Delta): boolean =>
  delta.every((step) => 'retain' in step && step.attributes === undefined)

/** Collects steps: empty ones are left out, neighbours that do the same are joined, what changes nothing is cut off the end. */
export class DeltaBuilder {
  private readonly steps: DeltaStep[] = []

  retain(length: number, attributes?: Attributes): void {
    if (length === 0) return
    const last = this.steps.at(-1)
    if (last !== undefined && 'retain' in last && last.attributes === undefined && attributes === undefined) {
      this.steps[this.steps.length - 1] = { retain: last.retain + length }
      return
    }
    this.steps.push(attributes === undefined ? { retain: length } : { retain: length, attributes })
  }

  insert(insert: string | object, attributes?: Attributes): void {
    if (insert === '') return
    this.steps.push(attributes === undefined ? { insert } : { insert, attributes })
  }

  delete(length: number): void {
    if (length === 0) return
    const last = this.steps.at(-1)
    if (last !== undefined && 'delete' in last) this.steps[this.steps.length - 1] = { delete: last.delete + length }
    else this.steps.push({ delete: length })
  }

  build(): Delta {
    let end = this.steps.length
    for (; end > 0; end--) {
      const step = this.steps[end - 1]
      if (step === undefined || !('retain' in step) || step.attributes !== undefined) break
    }
    return this.steps.slice(0, end)
  }
}

/**
 * The same change made after another one: both deltas start from one text, the answer starts from what `other` made of
 * it. `first` says which of two inserts at one place comes first, and whose attributes hold where both set them; the two
 * sides must be given opposite values, then both orders lead to one text (the law TP1 of operational transformation).
 */
export function transform(delta: Delta, other: Delta, first: boolean): Delta {
  const built = new DeltaBuilder()
  const mine = new StepReader(delta)
  const theirs = new StepReader(other)
  while (mine.step !== undefined) {
    const step = mine.step
    const against = theirs.step
    if ('insert' in step && (first || against === undefined || !('insert' in against))) {
      built.insert(step.insert, step.attributes)
      mine.next(Number.POSITIVE_INFINITY)
      continue
    }
    if (against !== undefined && 'insert' in against) {
      built.retain(insertedText(against.insert).length)
      theirs.next(Number.POSITIVE_INFINITY)
      continue
    }
    const length = Math.min(mine.left, theirs.left)
    if (against === undefined || !('delete' in against)) {
      if ('delete' in step) built.delete(length)
      else if ('retain' in step) built.retain(length, kept(step.attributes, first ? undefined : against?.attributes))
    }
    mine.next(length)
    theirs.next(length)
  }
  return built.build()
}

/** The attributes that the other side did not set as well. */
function kept(attributes: Attributes | undefined, taken: Attributes | undefined): Attributes | undefined {
  if (attributes === undefined || taken === undefined) return attributes
  const left = Object.entries(attributes).filter(([name]) => !(name in taken))
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

/**
 * Where an offset is after a change. An insert exactly at the offset goes after it when `stay`, else before it. An
 * offset in deleted text moves to where the text was.
 */
export function mapOffset(offset: number, delta: Delta, stay: boolean): number {
  let before = 0
  let mapped = offset
  for (const step of delta) {
    if (before > offset) break
    if ('retain' in step) before += step.retain
    else if ('delete' in step) {
      mapped -= Math.min(step.delete, offset - before)
      before += step.delete
    } else if (before < offset || !stay) mapped += insertedText(step.insert).length
  }
  return mapped
}

/** Reads a delta in pieces. */
class StepReader {
  private at = 0
  /** Units of the current step that are not read yet; past the last step, everything is left. */
  left: number

  constructor(private readonly delta: Delta) {
    this.left = this.lengthOfStep()
  }

  get step(): DeltaStep | undefined {
    return this.delta[this.at]
  }

  next(length: number): void {
    this.left -= length
    if (this.left > 0 || this.step === undefined) return
    this.at++
    this.left = this.lengthOfStep()
  }

  private lengthOfStep(): number {
    const step = this.step
    if (step === undefined) return Number.POSITIVE_INFINITY
    if ('retain' in step) return step.retain
    return 'delete' in step ? step.delete : insertedText(step.insert).length
  }
}
