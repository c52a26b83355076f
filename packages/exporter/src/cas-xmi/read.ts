import type { AnnotatedDocument } from '@claimspan/core'
import { readDocument } from '../cas/read-document.js'
import { integerOf, type ReadCas, type ReadStructure, type ReadValue, viewOf } from '../cas/structures.js'
import type { ImportProblem, ReadableFile, ReadDocuments } from '../format.js'
import { readXml, type XmlElement } from '../xml/read-xml.js'

const xmi = 'http://www.omg.org/XMI'

/** `.xmi` files, each a document; `TypeSystem.xml` beside them is not needed. */
export function readXmi(files: readonly ReadableFile[]): ReadDocuments {
  const documents: AnnotatedDocument[] = []
  const problems: ImportProblem[] = []
  const notes: string[] = []
  const taken = new Set<string>()
  for (const { path, text } of files.filter(({ path }) => /\.xmi$/i.test(path) || files.length === 1)) {
    const cas = readCas(text, path)
    if (!('structures' in cas)) {
      problems.push(cas)
      continue
    }
    const read = readDocument(cas, path, 'cas-xmi', taken)
    problems.push(...read.problems)
    notes.push(...read.notes)
    if (read.annotated !== undefined) documents.push(read.annotated)
  }
  return { documents, problems, notes }
}

/** The CAS of an XMI file, or the first thing that is wrong with it as one. */
function readCas(text: string, file: string): ReadCas | ImportProblem {
  const structures = new Map<number, ReadStructure>()
  const open: XmlElement[] = []
  let lists = new Map<string, string[]>()
  let words = ''
  let problem: ImportProblem | undefined
  const refuse = (kind: string, element: XmlElement, sentence: string): void => {
    problem ??= { kind, file, ...element.place, sentence }
  }

  function add(element: XmlElement): void {
    if (element.uri === xmi || (element.uri === cas && (element.name === 'NULL' || element.name === 'View'))) return
    const type = typeName(element)
    if (type === undefined) {
      refuse(
        'unknown-namespace',
        element,
        `<${element.name}> is of no UIMA package: its namespace is "${element.uri}".`,
      )
      return
    }
    const id = integerOf(element.attributes.get(`${xmi} id`))
    if (id === undefined) refuse('bad-id', element, `<${element.name}> has no whole number as xmi:id.`)
    else if (structures.has(id)) refuse('duplicate-id', element, `The xmi:id ${id} is there twice.`)
    else {
      const values = new Map<string, ReadValue>(lists)
      for (const [name, value] of element.attributes) if (!name.includes(' ')) values.set(name, value)
      structures.set(id, { id, type, values, place: element.place })
    }
  }

  const failed = readXml(text, file, {
    open(element) {
      if (open.length === 0 && (element.uri !== xmi || element.name !== 'XMI'))
        refuse('not-xmi', element, `This is no XMI file: its root is <${element.name}>, expected <xmi:XMI>.`)
      open.push(element)
      if (open.length === 2) lists = new Map()
      words = ''
    },
    close(element) {
      open.pop()
      if (open.length === 1) add(element)
      if (open.length !== 2) return
      const list = lists.get(element.name)
      if (list === undefined) lists.set(element.name, [words])
      else list.push(words)
    },
    text(characters) {
      if (open.length === 3) words += characters
    },
  })
  if (failed !== undefined) return failed
  if (problem !== undefined) return problem
  const view = viewOf(structures.values())
  if (view === undefined) {
    const sentence = 'It has no sofa with a sofaString, so there is no text that annotations could stand on.'
    return { kind: 'no-text', file, sentence }
  }
  const { sofa, others } = view
  return {
    text: String(sofa.values.get('sofaString')),
    sofa: sofa.id,
    otherViews: others,
    structures,
  }
}

const cas = 'http:///uima/cas.ecore'

/** `http:///dev/claimspan/type.ecore` and `Claim` as `dev.claimspan.type.Claim`. */
function typeName({ uri, name }: XmlElement): string | undefined {
  if (uri === 'http:///uima/noNamespace.ecore') return name
  const found = /^http:\/\/\/([A-Za-z0-9_$/]+)\.ecore$/.exec(uri)
  return found?.[1] === undefined ? undefined : `${found[1].replaceAll('/', '.')}.${name}`
}
