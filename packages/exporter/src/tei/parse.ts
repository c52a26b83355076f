import { type BlockKind, isInsidePair } from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { type Place, readXml, type XmlElement } from '../xml/read-xml.js'
import { standOffType, teiNamespace } from './write.js'

const xml = 'http://www.w3.org/XML/1998/namespace'

export type FeatureValue = string | number | boolean | readonly FeatureValue[] | FeatureStructure

/** A TEI `fs`: features by name. */
export interface FeatureStructure {
  readonly type: string
  readonly id?: string
  readonly corresp?: string
  readonly features: ReadonlyMap<string, FeatureValue>
  readonly place: Place
}

/** A `span`, an `annotation` or a `relation` of a `standOff`: its attributes and the words in it. */
export interface Pointing {
  readonly element: XmlElement
  readonly group?: string
  readonly words: string
}

export interface ReadTei {
  readonly text: string
  readonly kinds: readonly BlockKind[]
  readonly title?: string
  readonly language?: string
  /** Whether a `standOff` of Claimspan is in it. */
  readonly isOurs: boolean
  /** Where each element of the text with an `xml:id` begins and ends: UTF-16 code units of the text. */
  readonly ranges: ReadonlyMap<string, { readonly from: number; readonly to: number }>
  readonly structures: readonly FeatureStructure[]
  readonly pointings: readonly Pointing[]
}

const kindOf: ReadonlyMap<string, BlockKind> = new Map([
  ['head', 'heading'],
  ['p', 'paragraph'],
  ['ab', 'paragraph'],
  ['l', 'paragraph'],
  ['quote', 'quote'],
  ['item', 'list-item'],
])
/** What is not part of the running text, or the worse of two readings. */
const passedOver: ReadonlySet<string> = new Set(['note', 'fw', 'sic', 'orig', 'abbr', 'figDesc'])

/** The text, its ids and its stand-off annotations, or the first thing that is wrong with the file. */
export function parseTei(content: string, file: string): ReadTei | ImportProblem {
  const blocks: { kind: BlockKind; words: string }[] = []
  let length = 0
  /** The block that is being read; a rest is what comes after a block within it. */
  let current: { kind: BlockKind; words: string; isRest?: boolean } | undefined
  const open: { element: XmlElement; isPreserving: boolean; kind?: BlockKind }[] = []
  const ranges = new Map<string, { from: number; to: number }>()
  const structures: FeatureStructure[] = []
  const pointings: Pointing[] = []
  let values: (FeatureValue[] | { type: string; features: Map<string, FeatureValue>; element: XmlElement })[] = []
  let featureNames: string[] = []
  let words = ''
  let title: string | undefined
  let language: string | undefined
  let isOurs = false
  let inText = 0
  let skipping = 0
  let inStandOff = 0
  let problem: ImportProblem | undefined

  const here = (): number =>
    length + (blocks.length > 0 && current !== undefined ? 1 : 0) + (current?.words.length ?? 0)

  function flush(): void {
    if (current === undefined) return
    const isPreserving = open.at(-1)?.isPreserving === true
    const kept = isPreserving ? current.words : current.words.trimEnd()
    if (current.isRest === true && kept.trim() === '') {
      current = undefined
      return
    }
    length += (blocks.length > 0 ? 1 : 0) + kept.length
    blocks.push({ kind: current.kind, words: kept })
    current = undefined
  }

  function openBlock(kind: BlockKind): void {
    if (current !== undefined && current.words.trim() === '') current = undefined
    flush()
    current = { kind, words: '' }
  }

  function addValue(value: FeatureValue, element: XmlElement): void {
    const into = values.at(-1)
    const name = featureNames.at(-1)
    if (Array.isArray(into)) into.push(value)
    else if (into !== undefined && 'features' in into && name !== undefined) {
      if (into.features.has(name)) refuse('duplicate-feature', element, `The feature ${name} is there twice.`)
      into.features.set(name, value)
    }
  }
  const refuse = (kind: string, element: XmlElement, sentence: string): void => {
    problem ??= { kind, file, ...element.place, sentence }
  }

  function openInStandOff(element: XmlElement): void {
    const value = element.attributes.get('value') ?? ''
    switch (element.name) {
      case 'fs':
        values.push({ type: element.attributes.get('type') ?? '', features: new Map(), element })
        break
      case 'f':
        featureNames.push(element.attributes.get('name') ?? '')
        break
      case 'vColl':
        values.push([])
        break
      case 'symbol':
        addValue(value, element)
        break
      case 'numeric':
        addValue(value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value, element)
        break
      case 'binary':
        addValue(value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value, element)
        break
    }
    if (element.name !== 'note') words = ''
  }

  function closeInStandOff(element: XmlElement): void {
    const top = values.at(-1)
    switch (element.name) {
      case 'fs': {
        values = values.slice(0, -1)
        if (top === undefined || Array.isArray(top)) break
        const id = element.attributes.get(`${xml} id`)
        const corresp = element.attributes.get('corresp')
        const made = {
          type: top.type,
          features: top.features,
          place: element.place,
          ...(id === undefined ? {} : { id }),
          ...(corresp === undefined ? {} : { corresp }),
        }
        if (values.length === 0) structures.push(made)
        else addValue(made, element)
        break
      }
      case 'f':
        featureNames = featureNames.slice(0, -1)
        break
      case 'vColl':
        values = values.slice(0, -1)
        if (Array.isArray(top)) addValue(top, element)
        break
      case 'string':
        addValue(words, element)
        break
      case 'span':
      case 'annotation':
      case 'relation': {
        const group = open.findLast(({ element: { name } }) => name === 'spanGrp')?.element.attributes.get('type')
        pointings.push({ element, words: words.trim(), ...(group === undefined ? {} : { group }) })
        words = ''
        break
      }
    }
  }

  const failed = readXml(content, file, {
    open(element) {
      const above = open.at(-1)
      const space = element.attributes.get(`${xml} space`)
      const isPreserving = space === undefined ? (above?.isPreserving ?? false) : space === 'preserve'
      if (open.length === 0) {
        language = element.attributes.get(`${xml} lang`)
        if (element.uri !== teiNamespace || element.name !== 'TEI')
          refuse(
            'not-tei',
            element,
            `This is no TEI file: its root is <${element.name}>, expected <TEI> in ${teiNamespace}.`,
          )
      }
      const kind = inText > 0 && skipping === 0 ? kindOf.get(element.name) : undefined
      if (kind !== undefined) openBlock(kind)
      open.push({ element, isPreserving, ...(kind === undefined ? {} : { kind }) })
      if (element.name === 'standOff') inStandOff += 1
      if (element.name === 'standOff' && element.attributes.get('type') === standOffType) isOurs = true
      if (inStandOff > 0) openInStandOff(element)
      else if (element.name === 'text') inText += 1
      else if (inText > 0 && passedOver.has(element.name)) skipping += 1
      else if (inText > 0 && skipping === 0 && element.name === 'lb' && current !== undefined && current.words !== '') {
        current.words = `${current.words.trimEnd()}\u2028`
      }
      const id = element.attributes.get(`${xml} id`)
      if (inText > 0 && id !== undefined) {
        if (ranges.has(id)) refuse('duplicate-id', element, `The xml:id ${id} is there twice.`)
        ranges.set(id, { from: here(), to: here() })
      }
      if (element.name === 'title' && inText === 0) words = ''
    },
    close(element) {
      const id = element.attributes.get(`${xml} id`)
      const range = id === undefined ? undefined : ranges.get(id)
      if (inText > 0 && range !== undefined) range.to = here()
      if (inStandOff > 0) closeInStandOff(element)
      else if (inText > 0 && passedOver.has(element.name)) skipping -= 1
      const closed = open.at(-1)
      if (closed?.kind !== undefined) {
        flush()
        open.pop()
        const outer = open.findLast((each) => each.kind !== undefined)
        if (outer?.kind !== undefined) current = { kind: outer.kind, words: '', isRest: true }
      } else open.pop()
      if (element.name === 'standOff') inStandOff -= 1
      if (element.name === 'text' && inStandOff === 0) inText -= 1
      if (element.name === 'title' && inText === 0 && title === undefined) title = words
    },
    text(characters) {
      if (inText === 0 || inStandOff > 0) words += characters
      else if (skipping === 0 && current !== undefined) {
        if (open.at(-1)?.isPreserving === true) current.words += characters
        else {
          const plain = characters.replace(/[ \t\r\n]+/g, ' ')
          current.words += current.words === '' || /[ \u2028]$/.test(current.words) ? plain.trimStart() : plain
        }
      }
    },
  })
  if (failed !== undefined) return failed
  if (problem !== undefined) return problem
  const text = blocks.map((block) => block.words).join('\n')
  for (const [id, { from, to }] of ranges) {
    const [start, end] = [Math.min(from, text.length), Math.min(to, text.length)]
    if (!isInsidePair(text, start) && !isInsidePair(text, end)) ranges.set(id, { from: start, to: end })
  }
  return {
    text,
    kinds: blocks.map(({ kind }) => kind),
    isOurs,
    ranges,
    structures,
    pointings,
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
  }
}
