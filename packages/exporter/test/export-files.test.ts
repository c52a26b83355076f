import {
  type AnnotatedDocument,
  annotator,
  claim,
  defaultScheme,
  document,
  documentId,
  layer,
  mention,
  relation,
  unannotated,
} from '@claimspan/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countLosses,
  exportFiles,
  fileNames,
  formatNamed,
  formats,
  lossSentence,
  selectLayers,
  writeDocument,
} from '../src/index.js'
import { annotatedDocuments, oddScheme } from './annotated-documents.js'

const scheme = defaultScheme

describe('exporting', () => {
  it.each(formats.filter(({ write }) => write !== undefined))(
    '$name gives the same bytes for the same documents, each file once, by ids alone',
    (format) => {
      fc.assert(
        fc.property(annotatedDocuments(), (annotated) => {
          const documents = ['b', 'B', 'a'].map((id) => ({
            ...annotated,
            document: { ...annotated.document, id: documentId(id) },
          }))
          const first = exportFiles(format, documents, { scheme })
          expect(exportFiles(format, documents, { scheme })).toEqual(first)
          const paths = first.files.map(({ path }) => path.toLowerCase())
          expect(new Set(paths).size).toBe(paths.length)
          for (const { path } of first.files) expect(path).toMatch(/^[A-Za-z0-9~._@+-]+$/)
        }),
        { numRuns: 20 },
      )
    },
  )

  it('refuses two documents of one id', () => {
    const annotated = unannotated(document({ id: 'a', text: 'x' }))
    expect(() => exportFiles(formatNamed('brat'), [annotated, annotated], { scheme })).toThrow(
      'Two documents have the id a',
    )
  })

  it.each([
    ['brat', 'utf-16', 'Offsets of brat standoff 1.3 count in code-point: got utf-16'],
    ['conll', 'byte', 'CoNLL-2003 columns (IOB2) has no offsets, so no unit can be chosen for them: got byte'],
  ] as const)('refuses a unit that %s has not', (name, unit, message) => {
    expect(() => exportFiles(formatNamed(name), [], { scheme, unit })).toThrow(message)
  })

  it.each(formats.filter(({ write }) => write !== undefined))(
    '$name refuses to write offsets at which the quote does not stand',
    (format) => {
      const text = 'The cat sat'
      const wrong = { ...mention(text, [{ from: 0, to: 3 }]), quote: 'Cat' }
      const made = claim({
        id: 'c',
        layer: 'a',
        mentions: [wrong],
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      })
      const annotated = { ...unannotated(document({ id: 'd', text })), claims: [made] }
      expect(() => writeDocument(format, annotated, { scheme })).toThrow(
        'Document d, claim c, mention m1: the words at its spans are "The", its quote is "Cat"',
      )
    },
  )

  it('knows no other formats', () => {
    expect(() => formatNamed('docx')).toThrow(
      /^There is no format "docx"; there are native, web-annotation, brat, conll/,
    )
  })
})

describe('file names', () => {
  it('do not collide on a disk that takes upper and lower case for the same, nor with the devices of Windows', () => {
    const nameOf = fileNames()
    expect(['a', 'A', 'a.b', 'A.b', 'con', 'Con.x', 'cone'].map(nameOf)).toEqual([
      'a',
      'A~2',
      'a.b',
      'A~2.b',
      'con~2',
      'Con~2.x',
      'cone',
    ])
  })
})

describe('choosing layers', () => {
  const text = 'One. Two. Three.'
  const make = (id: string, inLayer: string, createdBy: string) =>
    claim({
      id,
      layer: inLayer,
      mentions: [mention(text, [{ from: 0, to: 4 }])],
      createdBy,
      createdAt: '2026-01-02T03:04:05Z',
    })
  const join = (id: string, from: string, to: string, inLayer: string) =>
    relation({ id, type: 'supports', from, to, layer: inLayer, createdBy: 'mei' })
  const annotated: AnnotatedDocument = {
    ...unannotated(document({ id: 'd', text })),
    layers: [layer({ id: 'shared', kind: 'shared' }), layer({ id: 'curated', kind: 'curated' })],
    annotators: [annotator('mei'), annotator('ann')],
    claims: [make('c1', 'shared', 'mei'), make('c2', 'curated', 'ann'), make('c3', 'shared', 'mei')],
    relations: [join('r1', 'c1', 'c3', 'shared'), join('r2', 'c1', 'c2', 'shared'), join('r3', 'c2', 'c1', 'curated')],
  }

  it('keeps what is in them and who made it, and reports relations that lose an end', () => {
    const { annotated: selected, losses } = selectLayers(annotated, ['shared'])
    expect(selected.claims.map(({ id }) => id)).toEqual(['c1', 'c3'])
    expect(selected.layers.map(({ id }) => id)).toEqual(['shared'])
    expect(selected.annotators.map(({ id }) => id)).toEqual(['mei'])
    expect(selected.relations.map(({ id }) => id)).toEqual(['r1'])
    expect(losses.map(lossSentence)).toEqual([
      'd, relation r2: relation left-out: it joins claim c2, which is not in shared',
    ])
  })

  it('goes before the writer, whose losses come after', () => {
    const { losses } = exportFiles(formatNamed('native'), [annotated], { scheme, layers: ['curated'] })
    expect(losses).toMatchObject([{ format: 'selection', relation: 'r3' }])
    expect(countLosses([...losses, ...losses])).toEqual([
      { format: 'selection', what: 'relation', done: 'left-out', count: 2 },
    ])
  })

  it('leaves a document as it is when all its layers are chosen', () => {
    fc.assert(
      fc.property(annotatedDocuments(), (whole) => {
        const { annotated: selected, losses } = selectLayers(
          whole,
          whole.layers.map(({ id }) => id),
        )
        expect({ ...selected, annotators: whole.annotators }).toEqual(whole)
        expect(losses).toEqual([])
      }),
    )
  })

  it('writes sound documents', () => {
    fc.assert(
      fc.property(annotatedDocuments(), fc.constantFrom('shared', 'curated'), (whole, id) => {
        const { files } = exportFiles(formatNamed('native'), [whole], { scheme: oddScheme(), layers: [id] })
        expect(formatNamed('native').read?.documents(files, {}).problems).toEqual([])
      }),
    )
  })
})
