import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { ImportProblem } from '../format.js'

/** Where something stands in a file; lines and columns count from 1. */
export interface Place {
  readonly line: number
  readonly column: number
}

/** An element's start: its name in its namespace, its attributes by local name, those of other namespaces by `uri name`. */
export interface XmlElement {
  readonly uri: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly place: Place
}

export interface XmlHandlers {
  open(element: XmlElement): void
  close(element: XmlElement): void
  text(text: string): void
}

/** No sound file nests deeper or has more attributes on one element. */
const deepest = 256
const mostAttributes = 256

const stopped = Symbol('a file that is not to be read further')

/**
 * Read XML 1.0 from its start to its end; `undefined` when it is well-formed, else the first thing that is wrong. A document
 * type is refused, so there are no entities but XML's own five, and nothing is ever fetched. A handler's exception goes on.
 */
export function readXml(text: string, file: string, handlers: XmlHandlers): ImportProblem | undefined {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: XmlElement[] = []
  let start: Place = { line: 1, column: 1 }
  let problem: ImportProblem | undefined
  const here = (): Place => ({ line: parser.line, column: parser.columnIndex + 1 })
  function refuse(kind: string, sentence: string, place: Place = here()): never {
    problem = { kind, file, ...place, sentence }
    throw stopped
  }
  parser.on('doctype', () =>
    refuse('doctype', 'It declares a document type, which is not read for safety: take the <!DOCTYPE …> out.'),
  )
  parser.on('error', (error) =>
    refuse('not-xml', `This is not well-formed XML: ${error.message.replace(/^(?:.*?:)?\d+:\d+: /, '')}`),
  )
  parser.on('opentagstart', (tag) => {
    start = { line: parser.line, column: Math.max(1, parser.columnIndex - tag.name.length) }
  })
  parser.on('opentag', (tag) => {
    const element = elementOf(tag, start)
    if (element.attributes.size > mostAttributes)
      refuse('too-many-attributes', `An element has more than ${mostAttributes} attributes.`, start)
    if (open.length >= deepest) refuse('too-deep', `Elements nest deeper than ${deepest} levels.`, start)
    open.push(element)
    handlers.open(element)
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element !== undefined) handlers.close(element)
  })
  parser.on('text', (characters) => handlers.text(characters))
  parser.on('cdata', (characters) => handlers.text(characters))
  try {
    parser.write(text).close()
  } catch (error) {
    if (error !== stopped) throw error
  }
  return problem
}

function elementOf(tag: SaxesTagNS, place: Place): XmlElement {
  const attributes = new Map<string, string>()
  for (const { uri, local, prefix, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || (prefix === '' && local === 'xmlns')) continue
    attributes.set(uri === '' ? local : `${uri} ${local}`, value)
  }
  return { uri: tag.uri, name: tag.local, attributes, place }
}
