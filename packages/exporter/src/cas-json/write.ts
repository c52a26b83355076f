import type { AnnotatedDocument } from '@claimspan/core'
import {
  type CasFeature,
  type CasType,
  casTypes,
  documentAnnotationType,
  rangeName,
  supertypeName,
  unspecifiedLanguage,
} from '../cas/type-system.js'
import { type CasSink, type CasValue, writeStructures } from '../cas/write-structures.js'
import type { WriteOptions, WrittenDocument } from '../format.js'

/** The keys that a type's structures have, made once. */
const patterns = new Map<CasType, { readonly start: string; readonly keys: readonly string[] }>(
  Object.values(casTypes).map((type) => [
    type,
    {
      start: `,"%TYPE":${JSON.stringify(type.name)}`,
      keys: type.features.map(({ name, range }) => `,${JSON.stringify(isReference(range) ? `@${name}` : name)}:`),
    },
  ]),
)

/** Whether the value of a feature is the id of another structure; lists are structures too. */
function isReference(range: CasFeature['range']): boolean {
  return range === 'reference' || range === 'references' || range === 'strings' || range === 'integers'
}

const types = JSON.stringify(
  Object.fromEntries(
    Object.values(casTypes).map((type) => [
      type.name,
      {
        '%NAME': type.name,
        '%SUPER_TYPE': supertypeName(type),
        '%DESCRIPTION': type.description,
        ...Object.fromEntries(
          type.features.map((feature) => [
            feature.name,
            {
              '%NAME': feature.name,
              '%RANGE': rangeName(feature),
              ...(feature.range === 'references' ? { '%ELEMENT_TYPE': feature.of ?? 'uima.cas.TOP' } : {}),
            },
          ]),
        ),
      },
    ]),
  ),
)

/**
 * One document as `<name>.json`: UIMA CAS JSON 0.4.0 (https://github.com/apache/uima-uimaj-io-jsoncas, SPECIFICATION.adoc),
 * with Claimspan's types in it. Offsets are UTF-16 code units. There is no `%HEADER`, as Apache's reader refuses one. Lossless.
 */
export function writeCasJson(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const { text } = document
  const members: number[] = [2]
  const lists: { readonly type: string; readonly id: number; readonly elements: readonly unknown[] }[] = []
  // Lists get their ids from far above those of the structures, of which there are fewer.
  let nextList = 1_000_000_001
  const language = JSON.stringify(document.language ?? unspecifiedLanguage)
  let out =
    `{"%TYPES":${types},\n"%FEATURE_STRUCTURES":[\n` +
    `{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaNum":1,"sofaID":"_InitialView","mimeType":"text/plain","sofaString":${JSON.stringify(text)}},\n` +
    `{"%ID":2,"%TYPE":"${documentAnnotationType}","%FLAGS":["DocumentAnnotation"],"@sofa":1,"begin":0,"end":${text.length},"language":${language}}`

  function shown(value: CasValue): string {
    if (typeof value === 'string') return JSON.stringify(value)
    if (typeof value !== 'object') return String(value)
    const isOfNumbers = typeof value[0] === 'number'
    const id = nextList++
    lists.push({ type: isOfNumbers ? 'uima.cas.FSArray' : 'uima.cas.StringArray', id, elements: value })
    return String(id)
  }

  const sink: CasSink = {
    structure(type, id, values, begin, end) {
      const pattern = patterns.get(type)
      if (pattern === undefined) throw new Error(`There is no pattern for ${type.name}`)
      if (type.isIndexed) members.push(id)
      out += `,\n{"%ID":${id}${pattern.start}`
      if (begin !== undefined) out += `,"@sofa":1,"begin":${begin},"end":${end}`
      for (let at = 0; at < values.length; at++) {
        const value = values[at]
        if (value === undefined) continue
        const range = type.features[at]?.range
        out += pattern.keys[at] ?? ''
        if (range === 'integers' && typeof value === 'object') {
          const list = nextList++
          lists.push({ type: 'uima.cas.IntegerArray', id: list, elements: value })
          out += list
        } else out += shown(value)
      }
      out += '}'
    },
  }
  writeStructures(annotated, sink)
  for (const { type, id, elements } of lists) {
    out += `,\n{"%ID":${id},"%TYPE":"${type}","%ELEMENTS":${JSON.stringify(elements)}}`
  }
  out += `],\n"%VIEWS":{"_InitialView":{"%SOFA":1,"%MEMBERS":[${members.join(',')}]}}}\n`
  return { files: [{ path: `${options.fileName ?? document.id}.json`, text: out }], losses: [] }
}
