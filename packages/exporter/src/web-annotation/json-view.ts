/** A look at JSON of which nothing is known: what is not there or of another kind is empty. */
export type JsonRecord = Readonly<Record<string, unknown>>

export const recordOf = (value: unknown): JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : {}

/** A list as it is, one value as a list of one (JSON-LD writes either), nothing as an empty list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** The entries that are there. */
export const present = (entries: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined))
