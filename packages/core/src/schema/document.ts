import { attributionKinds, speakerKinds } from '../attribution.js'
import { checkWorthinesses, claimStatuses, evidenceStances, instantPattern } from '../claim.js'
import { blockKinds } from '../document.js'
import { idPattern } from '../id.js'
import { layerKinds } from '../layer.js'
import { contextLength } from '../quote.js'
import { voteSides } from '../thread.js'
import { offsetUnits } from '../unit.js'
import type { JsonSchema } from './json-schema.js'

const id: JsonSchema = { $ref: '#/$defs/id' }
const instant: JsonSchema = { $ref: '#/$defs/instant' }
const url: JsonSchema = { $ref: '#/$defs/url' }
const label: JsonSchema = { $ref: '#/$defs/label' }
const text: JsonSchema = { type: 'string' }
const listOf = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
const labels: JsonSchema = { type: 'array', items: label, uniqueItems: true }

/** An object of these keys and no others. */
const object = (
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[],
  description?: string,
): JsonSchema => ({
  ...(description === undefined ? {} : { description }),
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})

const words = {
  spans: {
    ...listOf({ $ref: '#/$defs/span' }),
    description: 'In order, not overlapping; empty when the words are gone.',
  },
  quote: {
    type: 'string',
    minLength: 1,
    description: 'the words at the spans, joined by " … " when there are several',
  },
  prefix: { $ref: '#/$defs/context' },
  suffix: { $ref: '#/$defs/context' },
  documentVersion: { $ref: '#/$defs/version' },
  markedQuote: {
    type: 'string',
    minLength: 1,
    description: 'the words as they were marked, when they have been edited',
  },
} as const satisfies Readonly<Record<string, JsonSchema>>

/** JSON Schema of one line of `documents.jsonl`. */
export const documentSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:claimspan:schema:document:1',
  title: 'Claimspan document',
  description: 'A document with everything annotated on it: one line of documents.jsonl.',
  type: 'object',
  properties: {
    claimspan: { type: 'integer', const: 1, description: 'The version of this form.' },
    id,
    version: { $ref: '#/$defs/version' },
    title: text,
    language: { $ref: '#/$defs/language' },
    offsetUnit: {
      type: 'string',
      enum: offsetUnits,
      description: 'What every offset of this line counts: Unicode code points, UTF-16 code units or bytes of UTF-8.',
    },
    text,
    blocks: {
      ...listOf(
        object(
          {
            kind: { type: 'string', enum: blockKinds },
            from: { $ref: '#/$defs/offset' },
            to: { $ref: '#/$defs/offset' },
          },
          ['kind', 'from', 'to'],
        ),
      ),
      description:
        'One for each line of the text, in order, without its line end. Left out: every line is a paragraph.',
    },
    metadata: {
      type: 'object',
      description: 'Where the document comes from.',
      properties: { url, source: text, author: text, published: text, licence: text },
      propertyNames: { type: 'string', minLength: 1, description: 'a name' },
      additionalProperties: text,
    },
    layers: listOf(object({ id, kind: { type: 'string', enum: layerKinds }, name: text }, ['id', 'kind'])),
    annotators: listOf(object({ id, name: text }, ['id', 'name'])),
    claims: listOf({ $ref: '#/$defs/claim' }),
    relations: listOf(
      object(
        { id, type: label, from: id, to: id, layer: id, note: text, createdBy: id },
        ['id', 'type', 'from', 'to', 'layer', 'createdBy'],
        'An arc from one claim to another.',
      ),
    ),
    threads: listOf(
      object(
        {
          id,
          claim: id,
          comments: listOf(
            object({ by: id, at: instant, text, vote: { type: 'string', enum: voteSides } }, ['by', 'at', 'text']),
          ),
          resolved: { type: 'boolean' },
        },
        ['id', 'claim', 'comments', 'resolved'],
        'A discussion of a claim.',
      ),
    ),
  },
  required: ['claimspan', 'id', 'version', 'title', 'offsetUnit', 'text'],
  additionalProperties: false,
  $defs: {
    id: {
      type: 'string',
      pattern: idPattern.source,
      description: '1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no ".."',
    },
    instant: {
      type: 'string',
      pattern: instantPattern.source,
      description: 'ISO 8601 in UTC, such as 2026-01-02T03:04:05Z',
    },
    url: {
      type: 'string',
      pattern: '^(?:[Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:)[^\\s\\u0000-\\u001f\\u007f<>"]+$',
      description: 'an address that begins with https://, http:// or mailto:',
    },
    label: { type: 'string', minLength: 1, description: 'a label that is not empty' },
    language: {
      type: 'string',
      pattern: '^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$',
      description: 'a BCP 47 tag, such as en or zh-Hant',
    },
    version: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    offset: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    context: {
      type: 'string',
      maxLength: contextLength,
      description: `at most ${contextLength} UTF-16 code units of what stands there`,
    },
    span: object(
      { from: { $ref: '#/$defs/offset' }, to: { $ref: '#/$defs/offset' } },
      ['from', 'to'],
      'Half-open: from is inside, to is not.',
    ),
    mention: object(
      { id, ...words },
      ['spans', 'quote'],
      'Words that state the claim. The id left out is m1, m2, … by place.',
    ),
    words: object(words, ['spans', 'quote'], 'Words of the document.'),
    speaker: object(
      {
        name: { type: 'string', minLength: 1, description: 'a name' },
        kind: { type: 'string', enum: speakerKinds },
        uri: url,
      },
      ['name'],
    ),
    attribution: object(
      {
        kind: { type: 'string', enum: attributionKinds },
        source: { $ref: '#/$defs/words' },
        cue: { $ref: '#/$defs/words' },
        speaker: { $ref: '#/$defs/speaker' },
        within: { $ref: '#/$defs/attribution' },
      },
      ['kind'],
      'Who said it (PARC): the source, the cue, and the attribution that this one is the content of.',
    ),
    verdict: object(
      {
        scale: label,
        label,
        rating: object({ value: { type: 'number' }, best: { type: 'number' }, worst: { type: 'number' } }, [
          'value',
          'best',
          'worst',
        ]),
        justification: text,
      },
      ['scale', 'label'],
    ),
    evidenceItem: {
      oneOf: [
        {
          ...object(
            {
              kind: { type: 'string', const: 'mention' },
              mention: { $ref: '#/$defs/words' },
              document: id,
              offsetUnit: { type: 'string', const: 'utf-16' },
            },
            ['kind', 'mention'],
            'Words of this document, or of another one: then its offsets are UTF-16 code units and say so.',
          ),
          dependentRequired: { document: ['offsetUnit'], offsetUnit: ['document'] },
        },
        object({ kind: { type: 'string', const: 'url' }, url, quote: text }, ['kind', 'url'], 'A page on the web.'),
      ],
    },
    origin: {
      oneOf: [
        object({ kind: { type: 'string', const: 'human' } }, ['kind']),
        object({ kind: { type: 'string', const: 'import' }, from: text }, ['kind']),
        object(
          {
            kind: { type: 'string', const: 'model' },
            name: { type: 'string', minLength: 1, description: 'a name' },
            version: text,
          },
          ['kind', 'name'],
        ),
      ],
    },
    claim: object(
      {
        id,
        layer: id,
        mentions: { ...listOf({ $ref: '#/$defs/mention' }), minItems: 1 },
        normalizedClaim: text,
        proposition: {
          type: 'string',
          minLength: 1,
          description: 'a name of the proposition, which claims of any documents that say the same share',
        },
        types: labels,
        checkWorthiness: { type: 'string', enum: checkWorthinesses },
        verdict: { $ref: '#/$defs/verdict' },
        confidence: { type: 'number', minimum: 0, maximum: 1 },
        attribution: { $ref: '#/$defs/attribution' },
        evidence: listOf(
          object(
            { stance: { type: 'string', enum: evidenceStances }, items: listOf({ $ref: '#/$defs/evidenceItem' }) },
            ['stance', 'items'],
            'Items that together bear on the claim.',
          ),
        ),
        tags: labels,
        note: text,
        status: { type: 'string', enum: claimStatuses },
        origin: { $ref: '#/$defs/origin' },
        createdBy: id,
        createdAt: instant,
        updatedAt: instant,
      },
      ['id', 'layer', 'mentions', 'status', 'origin', 'createdBy', 'createdAt'],
      'A statement that words of the document make.',
    ),
  },
}
