/** Throws `RangeError` unless two annotators have labelled equally many items. */
export function requirePairs(a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length !== b.length) {
    throw new RangeError(
      `Both annotators label the same items, in the same order: got ${a.length} and ${b.length} labels`,
    )
  }
}
