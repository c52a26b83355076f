import { type Coefficient, numberOf } from './coefficient.js'

export interface BootstrapOptions {
  /** How many samples are drawn; 1,000 when left out, 0 for no interval. */
  readonly resamples?: number
  /** Of the random numbers; the same seed gives the same interval. 1 when left out. */
  readonly seed?: number
  /** How much of the samples' figures lies within the interval, above 0 and below 1; 0.95 when left out. */
  readonly level?: number
}

/** Where a figure lies in samples of the documents. */
export interface Interval {
  readonly low: number
  readonly high: number
  readonly level: number
  /** Samples in which the figure exists. */
  readonly resamples: number
}

/** An interval, or in words why there is none. */
export type FigureInterval = Interval | { readonly undefined: string }

/**
 * The percentile interval of a figure over documents (B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter
 * 13): as many documents as there are are drawn with replacement, again and again. Documents are drawn and not claims, since
 * what stands in one document hangs together. Throws `RangeError` for options that cannot be.
 */
export function bootstrapInterval<Document>(
  documents: readonly Document[],
  figure: (sample: readonly Document[]) => Coefficient,
  options: BootstrapOptions = {},
): FigureInterval {
  const [interval = noInterval] = bootstrapIntervals(documents, (sample) => [figure(sample)], 1, options)
  return interval
}

/** The intervals of several figures from the same samples: `figures` gives `count` of them. Throws as {@link bootstrapInterval}. */
export function bootstrapIntervals<Document>(
  documents: readonly Document[],
  figures: (sample: readonly Document[]) => readonly Coefficient[],
  count: number,
  options: BootstrapOptions = {},
): readonly FigureInterval[] {
  const sample: Document[] = []
  return bootstrapAll(
    documents.length,
    (times) => {
      sample.length = 0
      documents.forEach((document, at) => {
        for (let time = 0; time < (times[at] ?? 0); time++) sample.push(document)
      })
      return figures(sample)
    },
    count,
    options,
  )
}

const noInterval = { undefined: 'no sample was drawn' }

/** The intervals of several figures from the same samples; `figures` is given how often each document was drawn. */
export function bootstrapAll(
  documents: number,
  figures: (times: Int32Array) => readonly Coefficient[],
  count: number,
  { resamples = 1000, seed = 1, level = 0.95 }: BootstrapOptions,
): readonly FigureInterval[] {
  if (!Number.isSafeInteger(resamples) || resamples < 0) {
    throw new RangeError(`The number of samples is a whole number from 0: got ${resamples}`)
  }
  if (!(level > 0 && level < 1)) throw new RangeError(`The level of an interval is between 0 and 1: got ${level}`)
  const without = (why: string) => Array.from({ length: count }, () => ({ undefined: why }))
  if (resamples === 0) return without(noInterval.undefined)
  if (documents < 2) {
    return without('an interval is drawn from documents, and takes two of them or more')
  }
  const random = mulberry32(seed)
  const times = new Int32Array(documents)
  const values = Array.from({ length: count }, () => new Float64Array(resamples))
  const defined = new Int32Array(count)
  for (let sample = 0; sample < resamples; sample++) {
    times.fill(0)
    for (let draw = 0; draw < documents; draw++) {
      const drawn = Math.floor(random() * documents)
      times[drawn] = (times[drawn] ?? 0) + 1
    }
    figures(times).forEach((figure, at) => {
      const value = numberOf(figure)
      if (value === undefined) return
      const place = defined[at] ?? 0
      const own = values[at]
      if (own !== undefined) own[place] = value
      defined[at] = place + 1
    })
  }
  return values.map((all, at) => {
    const sorted = all.subarray(0, defined[at]).sort()
    if (sorted.length < resamples * 0.9) {
      return { undefined: `the figure does not exist in ${resamples - sorted.length} of ${resamples} samples` }
    }
    const tail = (1 - level) / 2
    return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), level, resamples: sorted.length }
  })
}

/** The value below which this part of ascending values lies, between two of them in proportion. */
function quantile(ascending: Float64Array, part: number): number {
  const place = part * (ascending.length - 1)
  const below = ascending[Math.floor(place)] ?? 0
  const above = ascending[Math.ceil(place)] ?? below
  return below + (above - below) * (place - Math.floor(place))
}

/** Numbers from 0 to 1, 1 not included, that are the same for the same seed (T. Ettinger's mulberry32). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
