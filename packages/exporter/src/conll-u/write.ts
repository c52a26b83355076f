import type { AnnotatedDocument } from '@claimspan/core'
import { bratNames } from '../brat/names.js'
import { tagColumns } from '../conll/tags.js'
import { sentencesOf } from '../conll/tokens.js'
import { claimTags, columnLosses, roleTags, typeLosses } from '../conll/write.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { titleOf } from '../import/title.js'
import { lossesOf } from '../loss.js'
import { spacesColumn } from './spaces.js'

/** The columns of CoNLL-U; those of claims come after them. */
export const columnsOfU = 'ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC'
/** Names of the columns with tags: further ones for claims have a number behind. */
export const claimColumn = 'CLAIMSPAN:CLAIM'
export const roleColumn = 'CLAIMSPAN:ROLE'
/** A comment that says which label a name in a tag stands for. */
export const labelComment = '# claimspan:label '
/** More claims than so many over one word are a loss. */
const mostColumns = 32

/** Characters that some reader ends a line at, or that no text file should hold. */
const controls = /[\x00-\x08\x0e-\x1f\x7f\x85]/g
/** White space that some reader ends a line at, for which MISC has no escape. */
const lineEnds = /[\v\f\u2028\u2029]/g

/**
 * One document as `<name>.conllup`: CoNLL-U Plus (https://universaldependencies.org/ext-format.html) with the ten columns of
 * CoNLL-U, of which FORM and MISC are filled, and columns of IOB2 tags: one for claims, more where claims overlap, one for
 * sources and cues. White space between tokens is in MISC (`SpaceAfter`, `SpacesAfter`), so that the text comes back.
 */
export function writeConllU(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims } = annotated
  // Before it is cut into tokens, so that a text that was read is cut as it was when written.
  const text = document.text.replace(controls, '\ufffd').replace(lineEnds, ' ')
  const losses = lossesOf(annotated, 'conll-u')
  const sentences = [...sentencesOf(text, document.blocks, document.language)]
  const tokens = sentences.flat()
  const tagged = claimTags(claims, options.scheme)
  const claimColumns = tagColumns(tagged, sentences, losses, mostColumns)
  const roleColumns = tagColumns(roleTags(claims), sentences, losses, mostColumns)
  const columns = [...claimColumns, ...roleColumns]
  const names = [
    ...claimColumns.map((_, at) => numbered(claimColumn, at)),
    ...roleColumns.map((_, at) => numbered(roleColumn, at)),
  ]
  let out = `# global.columns = ${columnsOfU} ${names.join(' ')}\n# newdoc id = ${document.id}\n`
  const { entities } = bratNames(options.scheme)
  const used = new Set(tagged.map(({ tag }) => tag))
  typeLosses(claims, options.scheme, losses)
  for (const name of used) {
    const label = entities.labelOf(name)
    if (label !== name) out += `${labelComment}${name} = ${label}\n`
  }
  let token = 0
  let line = -1
  for (const [at, sentence] of sentences.entries()) {
    const [first, last] = [sentence[0]?.from ?? 0, sentence.at(-1)?.to ?? 0]
    const block = document.blocks.findLastIndex(({ from }) => from <= first)
    if (block !== line) out += '# newpar\n'
    line = block
    out += `# sent_id = ${at + 1}\n# text = ${text.slice(first, last).replace(/[\s\x00-\x1f\x85]/gu, ' ')}\n`
    for (const [index, { from, to }] of sentence.entries()) {
      const next = tokens[token + 1]?.from ?? text.length
      const before = token === 0 ? text.slice(0, from) : ''
      const misc = spacesColumn(text.slice(to, next), before, token === tokens.length - 1)
      out += `${index + 1}\t${text.slice(from, to)}\t_\t_\t_\t_\t_\t_\t_\t${misc}`
      for (const tags of columns) out += `\t${tags[token] ?? 'O'}`
      out += '\n'
      token += 1
    }
    out += '\n'
  }
  const lost = (what: string, detail: string, done: 'left-out' | 'renamed' = 'left-out'): void =>
    losses.add({ what, done, detail })
  const characters = document.text.match(controls)?.length ?? 0
  if (characters > 0) lost('character', `control characters are written U+FFFD: ${characters}`, 'renamed')
  const ends = document.text.match(lineEnds)?.length ?? 0
  if (ends > 0) lost('white-space', `line ends other than LF and CR are written as spaces: ${ends}`, 'renamed')
  if (tokens.length === 0 && text !== '') lost('white-space', 'a text without words is written as an empty one')
  if (document.title !== titleOf(tokens.length === 0 ? '' : text, document.id))
    lost('title', 'a document has its first line as title')
  lost('document', 'language, version, block kinds and metadata have no column')
  columnLosses(annotated, losses)
  return { files: [{ path: `${options.fileName ?? document.id}.conllup`, text: out }], losses: losses.all }
}

const numbered = (name: string, at: number): string => (at === 0 ? name : `${name}-${at + 1}`)
