// Builds seeds/documents.jsonl and seeds/scheme.json from seeds/alibaba-ai.txt and its annotation beside this file:
// `npm run build && node scripts/seed/build.mjs`. Refuses words that are not in their line, or are there twice, and names them. The same
// input gives the same bytes.

import { readFileSync, writeFileSync } from 'node:fs'
import { defaultScheme, writeScheme } from '../../packages/core/dist/index.js'
import { blockKinds, claims, withoutClaims } from './claims.mjs'
import { folded } from './folded.mjs'
import { relations } from './relations.mjs'

const seeds = new URL('../../seeds/', import.meta.url)
const text = readFileSync(new URL('alibaba-ai.txt', seeds), 'utf8')

const layer = 'curated'
const createdBy = 'claimspan'
const createdAt = '2026-11-24T00:00:00Z'
const contextLength = 32
const problems = []

// Offsets here are UTF-16 code units; `written` turns them into the code points of the native form.
const codePoints = (offset) => [...text.slice(0, offset)].length

const lines = linesOf(text)
const keyed = Object.entries(claims).flatMap(([line, claimsOfLine]) =>
  claimsOfLine.map((claim) => ({ claim, line: Number(line), spans: spansOf(claim.words, Number(line), claim.key) })),
)
checkLines()
if (problems.length === 0) keyed.sort((a, b) => compareSpans(a.spans[0], b.spans[0]))
const idOf = new Map(keyed.map(({ claim }, index) => [claim.key, numbered('c', index)]))
if (idOf.size < keyed.length) problems.push('two claims have one key')

const document = {
  claimspan: 1,
  id: 'alibaba-ai',
  version: 1,
  title: wordsOf(lines[0]),
  language: 'en',
  offsetUnit: 'code-point',
  text,
  blocks: lines.map((line, index) => ({ kind: blockKinds[index + 1] ?? 'paragraph', ...written(line) })),
  metadata: {
    url: 'https://www.scmp.com',
    source: 'South China Morning Post',
    licence: 'Copyright © 2025. South China Morning Post Publishers Ltd. All rights reserved.',
  },
  layers: [{ id: layer, kind: 'curated' }],
  annotators: [{ id: createdBy, name: 'Claimspan' }],
  claims: keyed.map(nativeClaim),
  relations: relations.map(([from, type, to, note], index) => ({
    id: numbered('r', index),
    type,
    from: claimId(from),
    to: claimId(to),
    layer,
    ...(note === undefined ? {} : { note }),
    createdBy,
  })),
  threads: [],
}

if (problems.length > 0) {
  for (const problem of problems) console.error(problem)
  process.exit(1)
}
writeFileSync(new URL('documents.jsonl', seeds), `${JSON.stringify(document)}\n`)
writeFileSync(new URL('scheme.json', seeds), writeScheme(defaultScheme))
console.log(`${document.claims.length} claims, ${document.relations.length} relations`)

function nativeClaim({ claim, line, spans }, index) {
  const { normalizedClaim, types, checkWorthiness, confidence, by, note } = claim
  return {
    id: numbered('c', index),
    layer,
    mentions: [nativeMention(spans)],
    normalizedClaim: folded(normalizedClaim),
    types,
    checkWorthiness,
    ...(confidence === undefined ? {} : { confidence }),
    ...(by === undefined ? {} : { attribution: nativeAttribution(by, line, claim.key) }),
    evidence: [],
    tags: [],
    ...(note === undefined ? {} : { note: folded(note) }),
    status: 'accepted',
    // The article was read and marked by a language model, and the corpus says so.
    origin: { kind: 'model', name: 'language-model' },
    createdBy,
    createdAt,
  }
}

function nativeAttribution({ kind, source, cue, speaker, within }, line, key) {
  return {
    kind,
    ...(source === undefined ? {} : { source: nativeMention(spansOf(source, line, `${key}, source`)) }),
    ...(cue === undefined ? {} : { cue: nativeMention(spansOf(cue, line, `${key}, cue`)) }),
    ...(speaker === undefined ? {} : { speaker }),
    ...(within === undefined ? {} : { within: nativeAttribution(within, line, key) }),
  }
}

function nativeMention(spans) {
  const [first, last] = [spans[0], spans[spans.length - 1]]
  return {
    spans: spans.map(written),
    quote: spans.map(wordsOf).join(' … '),
    prefix: text.slice(outOfPair(first.from - contextLength, 1), first.from),
    suffix: text.slice(last.to, outOfPair(last.to + contextLength, -1)),
  }
}

/** The spans of words (one string or several, each possibly `{ line, words }`) in a line, in order and apart. */
function spansOf(words, line, key) {
  let end = 0
  return [words].flat().map((part) => {
    const span = spanOf(part.words ?? part, part.line ?? line, key)
    if (span.from < end) problems.push(`${key}: ${JSON.stringify(part)} stands before the words ahead of it`)
    end = span.to
    return span
  })
}

function spanOf(words, line, key) {
  const [, before, marked, after] = /^([^«]*)«([^»]+)»(.*)$/s.exec(words) ?? [undefined, '', words, '']
  const [context, target] = [folded(before + marked + after), folded(marked)]
  const block = lines[line - 1]
  const lineText = wordsOf(block)
  const at = lineText.indexOf(context)
  if (at < 0) problems.push(`${key}: line ${line} has no ${JSON.stringify(context)}`)
  else if (lineText.includes(context, at + 1))
    problems.push(`${key}: line ${line} has ${JSON.stringify(context)} twice`)
  const from = block.from + at + folded(before).length
  return { from, to: from + target.length }
}

/** Every line has its claims or the reason why it has none. */
function checkLines() {
  for (let line = 1; line <= lines.length; line++) {
    if (claims[line] === undefined && withoutClaims[line] === undefined)
      problems.push(`line ${line} was not considered`)
  }
}

function claimId(key) {
  const id = idOf.get(key)
  if (id === undefined) problems.push(`a relation names ${key}, which is no claim`)
  return id
}

function linesOf(whole) {
  let from = 0
  return whole.split('\n').map((words) => {
    const line = { from, to: from + words.length }
    from = line.to + 1
    return line
  })
}

/** `offset` within the text, moved by `step` if it would cut a surrogate pair. */
function outOfPair(offset, step) {
  const at = Math.min(Math.max(offset, 0), text.length)
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) ? at + step : at
}

function wordsOf({ from, to }) {
  return text.slice(from, to)
}

function written({ from, to }) {
  return { from: codePoints(from), to: codePoints(to) }
}

/** By start, then the longer first, so that an enclosing claim comes before what it encloses. */
function compareSpans(a, b) {
  return a.from - b.from || b.to - a.to
}

function numbered(letter, index) {
  return letter + String(index + 1).padStart(3, '0')
}
