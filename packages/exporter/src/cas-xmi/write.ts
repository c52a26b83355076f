import type { AnnotatedDocument, Scheme } from '@claimspan/core'
import {
  type CasType,
  casTypes,
  documentAnnotationType,
  rangeName,
  supertypeName,
  unspecifiedLanguage,
} from '../cas/type-system.js'
import { type CasSink, writeStructures } from '../cas/write-structures.js'
import type { WriteOptions, WrittenDocument, WrittenFile } from '../format.js'
import { lossesOf } from '../loss.js'
import { elementText, safeAttribute, safeElement, xmlSafe } from '../xml/escape.js'

/** The XML namespace of Claimspan's types: UIMA makes it of their package. */
export const typeNamespace = 'http:///dev/claimspan/type.ecore'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:claimspan="${typeNamespace}" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
`

/** What stands before each value of a type's structures, made once. */
interface TypePattern {
  readonly start: string
  readonly end: string
  readonly before: readonly string[]
  readonly isList: readonly boolean[]
  readonly names: readonly string[]
}

const patterns = new Map<CasType, TypePattern>(
  Object.values(casTypes).map((type) => {
    const name = `claimspan:${type.name.slice(type.name.lastIndexOf('.') + 1)}`
    return [
      type,
      {
        start: `<${name} xmi:id="`,
        end: `</${name}>\n`,
        before: type.features.map((feature) => ` ${feature.name}="`),
        isList: type.features.map(({ range }) => range === 'strings'),
        names: type.features.map((feature) => feature.name),
      },
    ]
  }),
)

/**
 * One document as `<name>.xmi`: UIMA's XML form of a CAS (Apache UIMA 3, Reference, "XMI CAS serialization"), with
 * Claimspan's types, which `TypeSystem.xml` describes. Offsets are UTF-16 code units, as in Java. Lossless but for
 * characters that XML 1.0 forbids: each is U+FFFD.
 */
export function writeXmi(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document } = annotated
  const losses = lossesOf(annotated, 'cas-xmi')
  const replaced = new Map<string, number>()
  const members: number[] = [2]
  let out = head

  let where = ''
  /** What XML cannot hold is counted under where it stood. */
  const count = (): void => void replaced.set(where, (replaced.get(where) ?? 0) + 1)

  const sink: CasSink = {
    structure(type, id, values, begin, end) {
      const pattern = patterns.get(type)
      if (pattern === undefined) throw new Error(`There is no pattern for ${type.name}`)
      if (type.isIndexed) members.push(id)
      out += pattern.start + id
      out += begin === undefined ? '"' : `" sofa="1" begin="${begin}" end="${end}"`
      let lists = ''
      for (let at = 0; at < values.length; at++) {
        const value = values[at]
        if (value === undefined) continue
        const name = pattern.names[at] ?? ''
        where = name
        if (typeof value === 'string') out += `${pattern.before[at] + safeAttribute(value, count)}"`
        else if (pattern.isList[at] === true && typeof value === 'object') {
          for (const each of value) lists += `<${name}>${safeElement(String(each), count)}</${name}>`
        } else out += `${pattern.before[at] + (typeof value === 'object' ? value.join(' ') : String(value))}"`
      }
      out += lists === '' ? '/>\n' : `>${lists}${pattern.end}`
    },
  }
  const language = document.language ?? unspecifiedLanguage
  out += `<tcas:${documentAnnotationType.split('.').pop()} xmi:id="2" sofa="1" begin="0" end="${document.text.length}" language="${language}"/>\n`
  writeStructures(annotated, sink)
  where = 'text'
  out += `<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="${safeAttribute(document.text, count)}"/>\n`
  out += `<cas:View sofa="1" members="${members.join(' ')}"/>\n</xmi:XMI>\n`
  for (const [where, count] of replaced) {
    const detail = `characters that XML 1.0 forbids are written U+FFFD, in ${where}: ${count}`
    losses.add({ what: 'character', done: 'renamed', detail })
  }
  return { files: [{ path: `${options.fileName ?? document.id}.xmi`, text: out }], losses: losses.all }
}

/** `TypeSystem.xml`: the types that the documents use (UIMA resource specifier). */
export function typeSystemFile(scheme: Scheme): WrittenFile {
  const lines = Object.values(casTypes).map((type) => {
    const described = type.features.map((feature) => {
      const { name, range, of } = feature
      const element = range === 'references' ? `<elementType>${of ?? 'uima.cas.TOP'}</elementType>` : ''
      const inline = /^(?:references|strings|integers)$/.test(range)
        ? '<multipleReferencesAllowed>false</multipleReferencesAllowed>'
        : ''
      return `        <featureDescription><name>${name}</name><description/><rangeTypeName>${rangeName(feature)}</rangeTypeName>${element}${inline}</featureDescription>`
    })
    return [
      '    <typeDescription>',
      `      <name>${type.name}</name>`,
      `      <description>${elementText(type.description)}</description>`,
      `      <supertypeName>${supertypeName(type)}</supertypeName>`,
      ...(described.length === 0 ? [] : ['      <features>', ...described, '      </features>']),
      '    </typeDescription>',
    ].join('\n')
  })
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">
  <name>Claimspan</name>
  <description>Claims on articles: ${elementText(xmlSafe(scheme.name.replace(/\s+/g, ' ')))}, version ${scheme.version}.</description>
  <version>1.0</version>
  <types>
${lines.join('\n')}
  </types>
</typeSystemDescription>
`
  return { path: 'TypeSystem.xml', text }
}
