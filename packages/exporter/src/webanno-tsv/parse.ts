import type { Span } from '@claimspan/core'
import type { ImportProblem } from '../format.js'
import { stackedValues, unescapeText, withoutId } from './escape.js'
import { gap } from './units.js'

/** A layer of a file's header with the columns of its features. */
export interface TsvLayer {
  readonly kind: 'span' | 'relation' | 'chain'
  readonly name: string
  /** Feature names; of a relation layer the last is `BT_` and the layer that it joins. */
  readonly features: readonly string[]
  /** The index of its first column, after the three of the token. */
  readonly column: number
}

/** An annotation put together from its rows. */
export interface ReadAnnotation {
  readonly layer: TsvLayer
  readonly line: number
  /** The row it begins on. */
  readonly unit: string
  readonly span: Span
  /** As they stand on its first row, still escaped, without id. */
  readonly values: readonly string[]
  readonly id?: string
}

export interface ReadTsv {
  readonly text: string
  readonly layers: readonly TsvLayer[]
  readonly annotations: readonly ReadAnnotation[]
}

/** No sound file leaves more out between two sentences. */
const widestGap = 100_000

/** The text and the annotations of a file, or the first thing that is wrong with it. */
export function parseWebAnnoTsv(content: string, file: string): ReadTsv | ImportProblem {
  const lines = content.split('\n').map((line) => line.replace(/\r$/, ''))
  const problem = (kind: string, at: number, sentence: string, column?: number): ImportProblem => ({
    kind,
    file,
    line: at + 1,
    ...(column === undefined ? {} : { column }),
    sentence,
  })
  if (!/^#FORMAT=WebAnno TSV 3\.\d+$/.test((lines[0] ?? '').replace(/^\ufeff/, ''))) {
    return problem('not-webanno-tsv', 0, 'The first line is not "#FORMAT=WebAnno TSV 3.3".')
  }
  const layers: TsvLayer[] = []
  let columns = 0
  let at = 1
  for (; lines[at]?.startsWith('#T_') === true; at++) {
    const found = /^#T_(SP|RL|CH)=([^|]+)(?:\|(.*))?$/.exec(lines[at] ?? '')
    if (found === null) return problem('bad-header', at, 'A layer is written "#T_SP=its.Name|feature|feature".')
    const features = (found[3] ?? '').split('|').filter((name) => name !== '')
    const kind = found[1] === 'SP' ? 'span' : found[1] === 'RL' ? 'relation' : 'chain'
    layers.push({ kind, name: found[2] ?? '', features, column: columns })
    // A layer without features has one column all the same.
    columns += Math.max(1, features.length)
  }
  for (const { kind, name, features } of layers) {
    const base = features.at(-1)
    if (kind !== 'relation') continue
    if (base === undefined || !layers.some((each) => base === `BT_${each.name}`)) {
      return problem('bad-header', layers.length, `The relation layer ${name} joins ${base}, which is no layer of it.`)
    }
  }
  let text = ''
  let pending: string[] = []
  const annotations: (ReadAnnotation & { span: { from: number; to: number } })[] = []
  const byId = new Map<string, (typeof annotations)[number]>()
  let sentences = 0
  let token: Span | undefined

  for (; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (line === '') {
      if (pending.length > 0) return problem('no-tokens', at, 'A sentence has a #Text= but no tokens.')
      token = undefined
      continue
    }
    if (line.startsWith('#')) {
      if (token !== undefined) return problem('malformed', at, 'A sentence begins after an empty line.')
      if (line.startsWith('#Text=')) pending.push(unescapeText(line.slice('#Text='.length)))
      else if (!line.startsWith('#Sentence.id='))
        return problem('malformed', at, 'This line is no #Text=, no #Sentence.id= and no token.')
      continue
    }
    const fields = line.split('\t')
    const place = /^(\d{1,9})-(\d{1,9})$/.exec(fields[1] ?? '')
    const unit = /^\d+-\d+(\.\d+)?$/.exec(fields[0] ?? '')
    if (place === null || unit === null) {
      return problem('malformed', at, 'A token is written "1-1<tab>0-4<tab>word", then a cell for each feature.', 1)
    }
    if (fields.length < 3 + columns) {
      const sentence = `The header has ${columns} columns after the token, this line has ${fields.length - 3}.`
      return problem('malformed', at, sentence)
    }
    const span = { from: Number(place[1]), to: Number(place[2]) }
    const isPart = unit[1] !== undefined
    if (!isPart && pending.length > 0) {
      const missing = span.from - text.length
      if (missing < 0 || missing > widestGap) {
        const sentence = `Its sentence begins at ${span.from}, but the text before it ends at ${text.length}.`
        return problem('bad-offsets', at, sentence, (fields[0] ?? '').length + 2)
      }
      text += gap(missing, sentences === 0) + pending.join('\n')
      pending = []
      sentences += 1
      token = undefined
    } else if (token === undefined) return problem('malformed', at, 'A token stands after no #Text= line.')
    const words = text.slice(span.from, span.to)
    const isInside = !isPart || (token !== undefined && span.from >= token.from && span.to <= token.to)
    if (span.to > text.length || span.from > span.to || words !== fields[2] || !isInside) {
      const sentence = `It says ${JSON.stringify(fields[2])}, but at ${span.from} to ${span.to} stands ${JSON.stringify(words.slice(0, 80))}.`
      return problem('bad-offsets', at, sentence, (fields[0] ?? '').length + 2)
    }
    if (!isPart) token = span

    for (const layer of layers) {
      const cells = fields.slice(3 + layer.column, 3 + layer.column + Math.max(1, layer.features.length))
      if (layer.kind === 'chain' || cells.every((cell) => cell === '_')) continue
      const stacks = cells.map(stackedValues)
      const height = Math.max(...stacks.map((stack) => stack.length))
      for (let level = 0; level < height; level++) {
        const parts = stacks.map((stack) => withoutId(stack[level] ?? '*'))
        const id = layer.kind === 'span' ? parts.find((part) => part.id !== undefined)?.id : undefined
        const known = id === undefined ? undefined : byId.get(`${layer.name} ${id}`)
        if (known !== undefined) {
          known.span.to = Math.max(known.span.to, span.to)
          known.span.from = Math.min(known.span.from, span.from)
          continue
        }
        const annotation = {
          layer,
          line: at + 1,
          unit: fields[0] ?? '',
          span: { ...span },
          values: layer.kind === 'span' ? parts.map(({ value }) => value) : stacks.map((stack) => stack[level] ?? '*'),
          ...(id === undefined ? {} : { id }),
        }
        annotations.push(annotation)
        if (id !== undefined) byId.set(`${layer.name} ${id}`, annotation)
      }
    }
  }
  if (pending.length > 0) return problem('no-tokens', lines.length - 1, 'The last sentence has no tokens.')
  return { text, layers, annotations }
}
