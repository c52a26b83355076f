import type { Place } from '../xml/read-xml.js'

/** A feature's value as a file gives it: XMI has text for everything, JSON has numbers and lists. */
export type ReadValue = string | number | boolean | readonly (string | number)[]

/** A structure of a CAS that was read; references are ids. */
export interface ReadStructure {
  readonly id: number
  /** With its package: `uima.tcas.Annotation`. */
  readonly type: string
  readonly values: ReadonlyMap<string, ReadValue>
  readonly place: Place | undefined
}

/** One view of a CAS: its text, and the structures of the file in their order. */
export interface ReadCas {
  readonly text: string
  /** The id of its sofa. */
  readonly sofa: number
  /** How many views with a text there are besides this one. */
  readonly otherViews: number
  readonly structures: ReadonlyMap<number, ReadStructure>
}

/** A whole number as either file format writes it. */
export function integerOf(value: ReadValue | undefined): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) return undefined
  return Number(value)
}

/** The ids or numbers of a value: a list, or text with white space between them. */
export function integersOf(value: ReadValue | undefined): readonly (number | undefined)[] {
  if (value === undefined || typeof value === 'boolean') return []
  if (typeof value === 'number') return [integerOf(value)]
  if (typeof value === 'string') return value.trim() === '' ? [] : value.trim().split(/\s+/).map(integerOf)
  return value.map((each) => integerOf(each))
}

/** The view that is read: `_InitialView`, else the first one with a text. */
export function viewOf(
  structures: Iterable<ReadStructure>,
): { readonly sofa: ReadStructure; readonly others: number } | undefined {
  const sofas = [...structures].filter(
    ({ type, values }) => type === 'uima.cas.Sofa' && typeof values.get('sofaString') === 'string',
  )
  const sofa = sofas.find(({ values }) => values.get('sofaID') === '_InitialView') ?? sofas[0]
  return sofa === undefined ? undefined : { sofa, others: sofas.length - 1 }
}
