import { type Annotator, annotator, type Layer, layer } from '@claimspan/core'

/** The layer that claims of a format without layers are read into. */
export const importLayer = (format: string): Layer =>
  layer({ id: 'imported', kind: 'suggested', name: `From ${format}` })

/** Who is said to have made them, as the format does not say. */
export const importAuthor = (format: string): Annotator => annotator(`import-${format}`, `Import from ${format}`)

/** When they are said to have been made, as the format does not say and a reader has no clock: the start of 1970. */
export const importTime = '1970-01-01T00:00:00Z'
