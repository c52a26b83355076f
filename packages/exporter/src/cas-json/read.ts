import type { AnnotatedDocument } from '@claimspan/core'
import { readDocument } from '../cas/read-document.js'
import { integerOf, type ReadCas, type ReadStructure, type ReadValue, viewOf } from '../cas/structures.js'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { isProblem, type ReadJson, readJson } from '../json/read-json.js'
import { recordOf } from '../web-annotation/json-view.js'
import type { Place } from '../xml/read-xml.js'

/** `.json` files, each a document with its types in it. */
export function readCasJson(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files.filter(({ path }) => /\.json$/i.test(path) || files.length === 1)) {
    const json = readJson(text, path)
    const cas = isProblem(json) ? json : casOf(json, path)
    if (!('structures' in cas)) {
      problems.push(cas)
      continue
    }
    const read = readDocument(cas, path, 'cas-json', taken)
    problems.push(...read.problems)
    notes.push(...read.notes)
    if (read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}

const structuresKey = '%FEATURE_STRUCTURES'

/** The CAS of a JSON value, or the first thing that is wrong with it as one. */
function casOf(json: ReadJson, file: string): ReadCas | ImportProblem {
  const listed = recordOf(json.value)[structuresKey]
  const structures = new Map<number, ReadStructure>()
  const problem = (kind: string, path: readonly (string | number)[], sentence: string): ImportProblem => ({
    kind,
    file,
    ...json.placeOf(path),
    sentence,
  })
  if (typeof listed !== 'object' || listed === null) {
    return problem('not-cas', [], `This is no UIMA CAS JSON file: it has no list "${structuresKey}".`)
  }
  for (const [step, value] of Array.isArray(listed) ? listed.entries() : Object.entries(listed)) {
    const path = [structuresKey, step]
    const fields = recordOf(value)
    const type = fields['%TYPE']
    const id = integerOf(typeof step === 'string' ? step : numberOf(fields['%ID']))
    if (typeof type !== 'string') return problem('not-cas', path, 'A feature structure has no "%TYPE".')
    if (id === undefined) return problem('bad-id', path, 'A feature structure has no whole number as "%ID".')
    if (structures.has(id)) return problem('duplicate-id', path, `The "%ID" ${id} is there twice.`)
    structures.set(
      id,
      lazilyPlaced(id, type, valuesOf(fields), () => json.placeOf(path)),
    )
  }
  const view = viewOf(structures.values())
  if (view === undefined) {
    const sentence = 'It has no sofa with a sofaString, so there is no text that annotations could stand on.'
    return problem('no-text', [], sentence)
  }
  const { sofa, others } = view
  return { text: String(sofa.values.get('sofaString')), sofa: sofa.id, otherViews: others, structures }
}

/** Where a structure stands is looked up only when there is something to say of it. */
function lazilyPlaced(
  id: number,
  type: string,
  values: ReadonlyMap<string, ReadValue>,
  placeOf: () => Place | undefined,
): ReadStructure {
  return {
    id,
    type,
    values,
    get place() {
      return placeOf()
    },
  }
}

/** Features by their plain names: `@` marks a reference and `#` a number that JSON cannot write. */
function valuesOf(fields: Readonly<Record<string, unknown>>): ReadonlyMap<string, ReadValue> {
  const values = new Map<string, ReadValue>()
  for (const [key, value] of Object.entries(fields)) {
    const name = key === '%ELEMENTS' ? 'elements' : key.replace(/^[@#^]/, '')
    if (name.startsWith('%')) continue
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') values.set(name, value)
    else if (Array.isArray(value)) {
      values.set(
        name,
        value.map((each) => (typeof each === 'number' ? each : String(each))),
      )
    }
  }
  return values
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
