import {
  type AnnotatedDocument,
  type Claim,
  isId,
  type Layer,
  layer,
  layerKinds,
  type OffsetTable,
  offsetTable,
  type Relation,
  type Span,
} from '@claimspan/core'
import { documentOfFields } from '../document-fields.js'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { importAuthor } from '../import/imported.js'
import { type JsonCursor, readJson } from '../json-cursor.js'
import { claimsOfMarks, type ReadLink, type ReadMark } from '../marks/read.js'
import { type ReadNotes, readNotes, soundDocument } from '../sound-document.js'
import { controls } from './configuration.js'
import { fieldsOfRegion } from './read-fields.js'

/** Tasks with plain text, one or a list of them in a file, as Label Studio exports them as JSON. */
export function readLabelStudio(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files) {
    if (path.endsWith('.xml')) continue
    const found: ImportProblem[] = []
    const json = readJson({ file: path, text, line: 1 }, found)
    if (json === undefined) {
      problems.push(...found)
      continue
    }
    const tasks = Array.isArray(json.value) ? json.items() : [json]
    for (const task of tasks) {
      found.length = 0
      const left = readNotes(path)
      const annotated = documentOfTask(task, path, taken, left)
      notes.push(...left.notes())
      const sound = annotated && soundDocument(annotated, path, found)
      if (sound === undefined) problems.push(...found)
      else documents.push(sound)
    }
  }
  return { documents, problems, notes }
}

/** The key of the task's data that holds the text: `text`, else the only one that holds a string. */
function textOf(data: JsonCursor): string | undefined {
  if (data.at('text').isPresent) return data.at('text').text()
  const strings = data.keys().filter((key) => typeof data.at(key).value === 'string')
  const [only] = strings
  if (only !== undefined && strings.length === 1) return data.at(only).text()
  data.problem('no-text', 'has no text under the key "text" on which claims could stand.')
  return undefined
}

function documentOfTask(
  task: JsonCursor,
  path: string,
  taken: Set<string>,
  notes: ReadNotes,
): AnnotatedDocument | undefined {
  const data = task.at('data')
  if (!data.isPresent) task.problem('missing', 'This is no task of Label Studio: the key "data" is missing.')
  const text = data.isPresent ? textOf(data) : undefined
  if (text === undefined) return undefined
  const document = documentOfFields(text, data, { name: path, taken })
  if (document === undefined) return undefined
  const passes = [
    ...task
      .at('annotations')
      .items()
      .map((each) => ({ each, isPrediction: false })),
    ...task
      .at('predictions')
      .items()
      .map((each) => ({ each, isPrediction: true })),
  ].filter(({ each }) => {
    if (each.at('was_cancelled').value === true) notes.leave('cancelled annotations')
    return each.at('was_cancelled').value !== true
  })
  const layers = layersOf(data)
  const ids = { claims: new Set<string>(), relations: new Set<string>() }
  const claims: Claim[] = []
  const relations: Relation[] = []
  const used = new Set<string>()
  for (const { each, isPrediction } of passes) {
    const results = each.at('result').items()
    if (results.length === 0) continue
    const regions = new Set(results.map((result) => result.at('id').value))
    const known = layers.find(({ of, claims: own }) => !used.has(of.id) && own.some((id) => regions.has(id)))?.of
    const of = known ?? newLayer(layers, each, isPrediction)
    used.add(of.id)
    const read = readPass(results, text, document.version, of, ids, notes)
    claims.push(...read.claims)
    relations.push(...read.relations)
  }
  return {
    document,
    layers: layers.map(({ of }) => of),
    annotators: claims.length === 0 ? [] : [importAuthor('label-studio')],
    claims,
    relations,
    threads: [],
  }
}

interface KnownLayer {
  readonly of: Layer
  readonly claims: readonly unknown[]
}

function layersOf(data: JsonCursor): KnownLayer[] {
  const layers: KnownLayer[] = []
  for (const each of data.at('layers').items()) {
    const [id, kind, name] = [each.at('id').value, each.at('kind').value, each.at('name').text()]
    const known = layerKinds.find((one) => one === kind)
    if (!isId(id) || known === undefined || layers.some(({ of }) => of.id === id)) {
      each.problem('bad-layer', 'is no layer with an id of its own and a kind.')
      continue
    }
    layers.push({
      of: layer({ id, kind: known, ...(name === undefined ? {} : { name }) }),
      claims: each
        .at('claims')
        .items()
        .map(({ value }) => value),
    })
  }
  return layers
}

/** A layer for an annotation or a prediction that none of the task's layers is known to be. */
function newLayer(layers: KnownLayer[], each: JsonCursor, isPrediction: boolean): Layer {
  const stem = isPrediction ? 'prediction' : 'annotation'
  let count = 1
  while (layers.some(({ of }) => of.id === `${stem}-${count}`)) count += 1
  const kind = isPrediction ? 'suggested' : each.at('ground_truth').value === true ? 'curated' : 'independent'
  const of = layer({ id: `${stem}-${count}`, kind, name: `Label Studio, ${stem} ${count}` })
  layers.push({ of, claims: [] })
  return of
}

function readPass(
  results: readonly JsonCursor[],
  text: string,
  version: number,
  of: Layer,
  taken: { readonly claims: Set<string>; readonly relations: Set<string> },
  notes: ReadNotes,
): { readonly claims: readonly Claim[]; readonly relations: readonly Relation[] } {
  const offsets = offsetTable(text)
  const marks: ReadMark[] = []
  const links: ReadLink[] = []
  const fields = new Map<string, Map<string, JsonCursor>>()
  const known: readonly string[] = Object.values(controls)
  const seen = new Set<string>()
  for (const result of results) {
    const type = result.at('type').text() ?? ''
    if (type === 'relation') {
      const [from, to] = [result.at('from_id').text(), result.at('to_id').text()]
      if (from === undefined || to === undefined) result.problem('missing', 'has no from_id or no to_id.')
      else {
        const label = result.at('labels').items()[0]?.text()
        links.push({ label: label ?? 'related', from, to, problem: result.problem })
      }
      continue
    }
    const id = result.at('id').text()
    const name = result.at('from_name').text() ?? ''
    if (type === 'labels' || type === 'hypertextlabels' || type === 'paragraphlabels') {
      const span = spanOf(result.at('value'), text, offsets, notes)
      if (id === undefined || seen.has(id)) result.at('id').problem('bad-id', 'is missing or there twice.')
      else if (span !== undefined) {
        const labels = result
          .at('value')
          .at(type)
          .items()
          .flatMap((label) => label.text() ?? [])
        marks.push({ id, labels, span, problem: result.problem })
      }
      if (id !== undefined) seen.add(id)
    } else if (id !== undefined && known.includes(name)) {
      fields.set(id, (fields.get(id) ?? new Map()).set(name, result))
    } else notes.leave(`results of type ${type || '(none)'} from ${name || '(nowhere)'}`)
  }
  const sound = new Set(marks.map(({ id }) => id))
  const isKnownBad = (id: string): boolean => seen.has(id) && !sound.has(id)
  const between = links.filter(({ from, to }) => !isKnownBad(from) && !isKnownBad(to))
  return claimsOfMarks(marks, between, {
    text,
    version,
    layer: of.id,
    format: 'label-studio',
    taken,
    fields: (head, roles) => fieldsOfRegion(fields.get(head) ?? new Map(), roles),
    leave: notes.leave,
  })
}

/** The span of a region; when its words stand at these offsets in UTF-16 only, as old versions wrote them, that. */
function spanOf(value: JsonCursor, text: string, offsets: OffsetTable, notes: ReadNotes): Span | undefined {
  const [start, end] = [value.at('start').value, value.at('end').value]
  if (typeof start !== 'number' || typeof end !== 'number') {
    const sentence = 'has no start and end that are numbers: only regions of a Text tag can be read.'
    value.problem('no-offsets', sentence)
    return undefined
  }
  const words = value.at('text').text()
  const spanIn = (unit: 'code-point' | 'utf-16'): Span | undefined => {
    const [from, to] = [offsets.toUtf16(start, unit), offsets.toUtf16(end, unit)]
    return from === undefined || to === undefined || from >= to ? undefined : { from, to }
  }
  const isThere = ({ from, to }: Span): boolean => words === undefined || plain(words) === plain(text.slice(from, to))
  const [asCodePoints, asUtf16] = [spanIn('code-point'), spanIn('utf-16')]
  if (asCodePoints !== undefined && isThere(asCodePoints)) return asCodePoints
  if (asUtf16 !== undefined && isThere(asUtf16)) {
    notes.say('regions whose offsets count UTF-16 code units, as those of old versions do')
    return asUtf16
  }
  const there = asCodePoints === undefined ? 'nothing' : JSON.stringify(text.slice(asCodePoints.from, asCodePoints.to))
  value.problem('bad-offsets', `says ${JSON.stringify(words)} from ${start} to ${end}, but ${there} stands there.`)
  return undefined
}

/** Words as Label Studio may have changed them: a line break as `\n` in letters, white space as one space. */
const plain = (words: string): string => words.replace(/(?:\\+[nr]|\s)+/g, ' ')
