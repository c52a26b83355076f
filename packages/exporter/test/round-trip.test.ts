import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bothWays, checkRoundTrip, corpora, roundTrips } from './round-trips.js'

describe.each(bothWays)('$name, written and read', (format) => {
  const trip = roundTrips[format.name]

  it('is as it was but for the losses it reports, and loses nothing more the next time', () => {
    fc.assert(
      fc.property(corpora(trip), (corpus) => checkRoundTrip(format, corpus)),
      { numRuns: trip?.runs ?? 150 },
    )
  })

  it('is caught by these laws when it loses a claim and says nothing', () => {
    const silent: typeof format = {
      ...format,
      read: {
        documents: (files, options) => {
          const read = format.read?.documents(files, options) ?? { documents: [], problems: [], notes: [] }
          const documents = read.documents.map((one) => ({ ...one, claims: one.claims.slice(1) }))
          return { ...read, documents }
        },
      },
    }
    const law = fc.property(corpora(trip), (corpus) => checkRoundTrip(silent, corpus))
    expect(fc.check(law, { numRuns: 150 }).failed).toBe(true)
  })
})

it('every row of the table is a format that is written and read', () => {
  const names = bothWays.map(({ name }) => name)
  expect(Object.keys(roundTrips).filter((name) => !names.includes(name))).toEqual([])
})
