/**
 * How the layers' votes decide: `unanimous`, all say the same; `majority`, more than half do; `reliability`, those who say it
 * have more than `share` of the weight of all. Whatever does not decide stays open for a person.
 */
export type AdjudicationRule =
  | { readonly kind: 'unanimous' }
  | { readonly kind: 'majority' }
  | {
      readonly kind: 'reliability'
      /** How probable it is that a layer is right, 0 to 1. */
      readonly reliability: ReadonlyMap<string, number>
      /** 0.5 up to 1; 0.5 when left out. */
      readonly share?: number
    }

/** What one layer says; equal values have equal keys. */
export interface Vote {
  readonly layer: string
  readonly key: string
}

/**
 * The key that the rule decides for, `undefined` when none is. A layer's weight by reliability p is log(p / (1 − p)), none for
 * p up to 0.5 and that of 0.99 above it, which makes a weighted majority the best there is when layers err independently
 * (Nitzan and Paroush 1982). Throws `RangeError` when a layer has no reliability.
 */
export function decided(votes: readonly Vote[], rule: AdjudicationRule): string | undefined {
  const weights = new Map<string, number>()
  let all = 0
  for (const { layer, key } of votes) {
    const weight = weightOf(layer, rule)
    all += weight
    weights.set(key, (weights.get(key) ?? 0) + weight)
  }
  if (rule.kind === 'unanimous') {
    const [only, ...others] = weights.keys()
    return others.length === 0 ? only : undefined
  }
  const share = rule.kind === 'reliability' ? (rule.share ?? 0.5) : 0.5
  for (const [key, weight] of weights) if (weight > share * all + 1e-12) return key
  return undefined
}

export function weightOf(layer: string, rule: AdjudicationRule): number {
  if (rule.kind !== 'reliability') return 1
  const reliability = rule.reliability.get(layer)
  if (reliability === undefined || !(reliability >= 0 && reliability <= 1)) {
    throw new RangeError(`Each layer has a reliability from 0 to 1: got ${reliability} for ${layer}`)
  }
  const probability = Math.min(0.99, reliability)
  return Math.max(0, Math.log(probability / (1 - probability)))
}
