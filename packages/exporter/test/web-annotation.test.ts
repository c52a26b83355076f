import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type AnnotatedDocument, check } from '@claimspan/core'
import fc from 'fast-check'
import jsonld from 'jsonld'
import { describe, expect, it } from 'vitest'
import { exportFiles, formatNamed, type Loss } from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'
import { readerContract } from './format-contract.js'

const format = formatNamed('web-annotation')
const write = (annotated: AnnotatedDocument) => exportFiles(format, [annotated], { scheme: oddScheme() })

/** What reading should give: foreign evidence has lost its position, nothing else is lost. */
function afterLosses(annotated: AnnotatedDocument, losses: readonly Loss[]): AnnotatedDocument {
  const claims = annotated.claims.map((claim) => {
    if (!losses.some((loss) => loss.claim === claim.id && loss.what === 'evidence.spans')) return claim
    const evidence = claim.evidence.map((set) => ({
      ...set,
      items: set.items.map((item) => {
        if (item.kind === 'url' || item.document === undefined) return item
        const { markedQuote: _, ...mention } = item.mention
        return { ...item, mention: { ...mention, spans: [] } }
      }),
    }))
    return { ...claim, evidence }
  })
  return { ...annotated, claims }
}

describe('Web Annotation', () => {
  it('gives back every document as it was but for the losses it reports', () => {
    fc.assert(
      fc.property(annotatedDocuments({ newline: '\r\n' }), (annotated) => {
        const { files, losses } = write(annotated)
        expect(losses.filter(({ what }) => what !== 'evidence.spans')).toEqual([])
        const read = format.read?.documents(files, {})
        expect(read).toEqual({ documents: [afterLosses(annotated, losses)], problems: [], notes: [] })
        for (const each of read?.documents ?? []) expect(check(each)).toEqual([])
      }),
    )
  })

  it('quotes in every selector the code points at its position', () => {
    fc.assert(
      fc.property(annotatedDocuments(), (annotated) => {
        const characters = Array.from(annotated.document.text)
        for (const target of targetsIn(JSON.parse(write(annotated).files[0]?.text ?? ''))) {
          const [quote, position] = target.selector
          if (position === undefined) continue
          expect(characters.slice(position.start, position.end).join('')).toBe(quote?.exact)
        }
      }),
    )
  })

  it('is kept whole by a JSON-LD processor in safe mode, and becomes RDF', async () => {
    await fc.assert(
      fc.asyncProperty(annotatedDocuments(), async (annotated) => {
        const page = JSON.parse(write(annotated).files[0]?.text ?? '')
        const expanded = await jsonld.expand(page, { safe: true, documentLoader })
        expect(expanded).toHaveLength(1)
        const quads = await jsonld.toRDF(page, { safe: true, documentLoader, format: 'application/n-quads' })
        const annotations = annotated.claims.length + annotated.relations.length + annotated.threads.length
        const typed =
          /<http:\/\/www\.w3\.org\/1999\/02\/22-rdf-syntax-ns#type> <http:\/\/www\.w3\.org\/ns\/oa#Annotation>/g
        expect([...String(quads).matchAll(typed)]).toHaveLength(annotations)
      }),
      { numRuns: 40 },
    )
  })

  it('would be refused in safe mode with a term that no context defines', async () => {
    const page = { ...JSON.parse(exampleFiles()[0]?.text ?? ''), undefinedTerm: 1 }
    await expect(jsonld.expand(page, { safe: true, documentLoader })).rejects.toThrow()
  })

  it('finds words again whose position is wrong, when they stand in one place only', () => {
    const [file] = exampleFiles()
    const moved = (file?.text ?? '').replace(/"start": 2,\s*"end": 6/, '"start": 4, "end": 8')
    expect(moved).not.toBe(file?.text)
    const read = format.read?.documents([{ path: 'a.jsonld', text: moved }], {})
    expect(read?.documents).toEqual(format.read?.documents(exampleFiles(), {}).documents)
    expect(read?.notes).toEqual(['a.jsonld: "Rain" does not stand at 4 to 8: it was found elsewhere'])
  })

  it('takes a position for UTF-16 code units where the quoted words stand there only', () => {
    const [file] = exampleFiles()
    const moved = (file?.text ?? '').replace(/"start": 2,\s*"end": 6/, '"start": 3, "end": 7')
    const read = format.read?.documents([{ path: 'a.jsonld', text: moved }], {})
    expect(read?.documents).toEqual(format.read?.documents(exampleFiles(), {}).documents)
    expect(read?.notes).toEqual(['a.jsonld: "Rain" stands at 3 to 7 counted in UTF-16 code units, not in code points'])
  })

  it('is one page of a collection, and is read from a collection with its pages as from the page', () => {
    const [file] = exampleFiles()
    const page = JSON.parse(file?.text ?? '')
    const { partOf, items, ...rest } = page
    expect(partOf).toEqual({
      id: 'urn:claimspan:example/annotations',
      type: 'AnnotationCollection',
      label: '😀 Rain & floods',
      total: items.length,
    })
    const collection = {
      ...partOf,
      '@context': page['@context'],
      first: { ...rest, items: items.slice(0, 2), next: { type: 'AnnotationPage', items: items.slice(2) } },
    }
    const read = format.read?.documents([{ path: 'a.jsonld', text: JSON.stringify(collection) }], {})
    expect(read?.problems).toEqual([])
    expect(read?.documents).toEqual(format.read?.documents(exampleFiles(), {}).documents)
    const { partOf: _, startIndex: __, ...former } = page
    expect(format.read?.documents([{ path: 'a.jsonld', text: JSON.stringify(former) }], {})).toEqual(read)
  })

  it('says line and column of the annotation that is wrong', () => {
    const [file] = exampleFiles()
    const text = (file?.text ?? '').replace('"status": "accepted"', '"status": "perhaps"')
    const line = text.slice(0, text.lastIndexOf('"Annotation"', text.indexOf('perhaps'))).split('\n').length
    const read = format.read?.documents([{ path: 'a.jsonld', text }], {})
    expect(read?.documents).toEqual([])
    expect(read?.problems).toMatchObject([{ kind: 'unknown-value', file: 'a.jsonld', column: 3 }])
    expect(read?.problems[0]?.line).toBeLessThan(line)
    expect(read?.problems[0]?.line).toBeGreaterThan(line - 5)
    const broken = format.read?.documents([{ path: 'a.jsonld', text: '{"a":\n ]' }], {})
    expect(broken?.problems).toMatchObject([{ kind: 'not-json', line: 2, column: 2 }])
  })

  readerContract(format)

  it('never throws, whatever is changed in a file, and gives sound documents only', () => {
    const [file] = exampleFiles()
    const whole = JSON.parse(file?.text ?? '')
    const places = placesIn(whole)
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(null, [], {}, -1, 1.5, '\ud800', 'm1', 'urn:claimspan:example/claim/c1'),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...places), value), { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((json, [place, to]) => changed(json, place, to), JSON.stringify(whole))
        const read = format.read?.documents([{ path: 'a.jsonld', text }], {})
        for (const each of read?.documents ?? []) expect(check(each)).toEqual([])
        expect(read?.documents.length === 1).toBe(read?.problems.length === 0)
      }),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['no JSON', '{"a":', 'not-json'],
    ['no text', '{"@context":"http://www.w3.org/ns/anno.jsonld","type":"AnnotationPage","items":[]}', 'no-text'],
  ])('refuses a file with %s', (_, text, kind) => {
    expect(format.read?.documents([{ path: 'a.jsonld', text }], {})).toMatchObject({
      documents: [],
      problems: [{ kind, file: 'a.jsonld' }],
    })
  })
})

describe('annotations of other tools', () => {
  const text = '😀 Rain fell on Monday and on Tuesday.\nNobody came.'
  const read = (annotations: unknown, path = 'notes.json') =>
    format.read?.documents(
      [
        { path, text: JSON.stringify(annotations) },
        { path: 'notes.txt', text },
      ],
      {},
    )
  const quote = (exact: string) => ({ type: 'TextQuoteSelector', exact })
  const place = (start: number, end: number) => ({ type: 'TextPositionSelector', start, end })
  const annotation = (target: unknown, body: unknown = []) => ({
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: '#a88b22d0',
    type: 'Annotation',
    body,
    target,
  })

  it('reads a bare list of annotations on the text beside it: tags, types, notes, creators, times', () => {
    const found = read([
      {
        ...annotation({ source: 'https://example.org/a', selector: [quote('Rain'), place(2, 6)] }, [
          { type: 'TextualBody', purpose: 'tagging', value: 'weather' },
          { type: 'TextualBody', purpose: 'classifying', value: 'Event' },
          { type: 'TextualBody', purpose: 'commenting', value: 'How much?' },
          'And where?',
        ]),
        creator: { id: 'https://example.org/people/ida', name: 'Ida' },
        created: '2026-01-02T03:04:05.678Z',
      },
    ])
    expect(found?.problems).toEqual([])
    expect(found?.documents[0]?.document).toMatchObject({ id: 'notes', text })
    expect(found?.documents[0]?.annotators).toEqual([{ id: 'ida', name: 'Ida' }])
    expect(found?.documents[0]?.claims).toMatchObject([
      {
        mentions: [{ quote: 'Rain' }],
        types: ['Event'],
        tags: ['weather'],
        note: 'How much?\nAnd where?',
        createdBy: 'ida',
        createdAt: '2026-01-02T03:04:05.678Z',
      },
    ])
  })

  it('reads several positions of one target as one discontinuous mention, several targets as several mentions', () => {
    const found = read({
      type: 'AnnotationPage',
      items: [
        annotation({ selector: [place(15, 21), place(2, 11), quote('Monday'), quote('Rain fell')] }),
        annotation([{ selector: [place(12, 21)] }, { selector: quote('on Tuesday') }]),
      ],
    })
    expect(found?.problems).toEqual([])
    expect(found?.documents[0]?.claims.map(({ mentions }) => mentions.map((each) => each.quote))).toEqual([
      ['Rain fell … Monday'],
      ['on Monday', 'on Tuesday'],
    ])
  })

  it('finds words whose position is in UTF-16 or wrong, and says so; leaves out what is of no words', () => {
    const found = read([
      annotation({ selector: [quote('Monday'), place(16, 22)] }),
      annotation({ selector: [quote('Nobody'), place(0, 6)] }),
      annotation('https://example.org/a'),
      annotation({ selector: [quote('on')] }),
    ])
    expect(found?.problems).toEqual([])
    expect(found?.documents[0]?.claims.map(({ mentions }) => mentions[0]?.quote)).toEqual(['Monday', 'Nobody'])
    expect(found?.notes).toEqual([
      'notes.json: "Monday" at 16 to 22: it stands there counted in UTF-16 code units, not in code points.',
      'notes.json: "Nobody" at 0 to 6: it was found elsewhere.',
      'notes.json: annotations that are not of words of this text were left out: 2.',
    ])
  })

  it('refuses positions at which the words are not, with line and column', () => {
    const found = read([annotation({ selector: [quote('Snow'), place(2, 6)] })])
    expect(found?.documents).toEqual([])
    expect(found?.problems).toMatchObject([
      { kind: 'bad-offsets', file: 'notes.json', line: 1, column: expect.any(Number) },
    ])
  })

  it('fetches no page', () => {
    const found = read({ type: 'AnnotationCollection', first: 'https://example.org/page1' })
    expect(found?.notes).toEqual([
      'notes.json: the page https://example.org/page1 is not in the file and was not fetched.',
    ])
  })
})

function exampleFiles() {
  const line = readFileSync(fileURLToPath(new URL('../../../fixtures/formats/example.jsonl', import.meta.url)), 'utf8')
  const documents = formatNamed('native').read?.documents([{ path: 'example.jsonl', text: line }], {}).documents ?? []
  return exportFiles(format, documents, { scheme: oddScheme() }).files
}

/** Serves the annotation context from our fixtures, and refuses everything else. */
async function documentLoader(url: string) {
  if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`Nothing is fetched in a test: ${url}`)
  const path = fileURLToPath(new URL('../../../fixtures/formats/anno-context.json', import.meta.url))
  return { contextUrl: undefined, documentUrl: url, document: JSON.parse(readFileSync(path, 'utf8')) }
}

interface TargetShape {
  readonly selector: readonly { readonly exact?: string; readonly start?: number; readonly end?: number }[]
}

function targetsIn(value: unknown): readonly TargetShape[] {
  if (Array.isArray(value)) return value.flatMap(targetsIn)
  if (typeof value !== 'object' || value === null) return []
  if ('selector' in value) return [value as TargetShape]
  return Object.values(value).flatMap(targetsIn)
}

/** Every place in some JSON, as the keys that lead there. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [[]]
  return [[], ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner).map((rest) => [key, ...rest]))]
}

/** The JSON with the value at a place changed; as it was when the place is no more. */
function changed(json: string, place: readonly string[], to: unknown): string {
  const root: unknown = JSON.parse(json)
  const last = place.at(-1)
  if (last === undefined) return JSON.stringify(to)
  let holder: unknown = root
  for (const key of place.slice(0, -1)) holder = (holder as Record<string, unknown> | null)?.[key]
  if (typeof holder !== 'object' || holder === null) return json
  ;(holder as Record<string, unknown>)[last] = to
  return JSON.stringify(root)
}
