/** A number that measures agreement, or in words why there is none for these values. */
export type Coefficient = { readonly value: number } | { readonly undefined: string }

/** The number, or `undefined` when there is none. */
export function numberOf(coefficient: Coefficient): number | undefined {
  return 'value' in coefficient ? coefficient.value : undefined
}
