import { blockKinds, documentSchema, layerKinds, offsetUnits, schemeSchema, voteSides } from '@claimspan/core'
import { maxCommentLength } from '../comment-limit.js'
import { acts, roles } from '../roles.js'
import { documentStatuses } from '../workflow.js'
import { count, described, id, instant, listOf, object, oneOf, ref, type Schema, text } from './operation.js'

import { webhookSchemas } from './webhook-operations.js'

/** A JSON Schema of its own with its `$defs`, as components of which each is named by the prefix and its name. */
function componentsOf(schema: unknown, name: string): Record<string, Schema> {
  const named = (definition: string) => {
    const plain = definition === 'id' || definition === 'instant' ? '' : name
    return `${plain}${definition.charAt(0).toUpperCase()}${definition.slice(1)}`
  }
  const moved: unknown = JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string'
      ? value.replace(/^#\/\$defs\/(\w+)$/, (_, definition: string) => `#/components/schemas/${named(definition)}`)
      : value,
  )
  const { $schema: _, $id: __, $defs, ...whole } = moved as Record<string, unknown> & { $defs: Record<string, Schema> }
  return {
    [name]: whole,
    ...Object.fromEntries(Object.entries($defs).map(([definition, part]) => [named(definition), part])),
  }
}

const native = componentsOf(documentSchema, 'Document')

/** The parts of a claim that a program sends: without what the server says. */
function claimParts(isNew: boolean): Schema {
  const claim = native.DocumentClaim
  const properties = claim?.properties as Readonly<Record<string, Schema>>
  const {
    layer: _,
    createdBy: __,
    createdAt: ___,
    updatedAt: ____,
    id: claimId = {},
    origin = {},
    ...parts
  } = properties
  if (isNew) {
    return {
      description:
        'A claim as a program sends it. Every quote is the words at its spans. Who made it, when, and in which layer is what the server says.',
      type: 'object',
      properties: { id: claimId, ...parts, origin },
      required: ['mentions'],
      additionalProperties: false,
    }
  }
  const orNull = Object.entries(parts).map(([key, schema]) => [key, { anyOf: [schema, { type: 'null' }] }])
  return {
    description: 'The parts that are to be other; null takes one away. A part that is left out stays as it is.',
    type: 'object',
    properties: Object.fromEntries(orNull),
    additionalProperties: false,
  }
}

const offsets = oneOf(offsetUnits)
const counts: Schema = { type: 'object', additionalProperties: count }
const access = oneOf(['none', 'read', 'write'])

/** What the native form lists under a key, as a component of its own. */
const listedIn = (key: 'relations' | 'threads'): Schema => {
  const lists = (native.Document?.properties ?? {}) as Readonly<Record<string, { readonly items: Schema }>>
  const list = lists[key]
  if (list === undefined) throw new RangeError(`The native form has no ${key}`)
  return list.items
}

const words = object({
  quote: text,
  spans: listOf(object({ from: count, to: count })),
})

const elsewhere = { document: id, title: text, claim: id, layer: id, words: text, proposition: text }

const workflow = {
  'statusBy?': described(id, 'The account that said the status.'),
  'statusAt?': instant,
  assignees: listOf(object({ id, name: text })),
}

/** The description's components: what bodies and answers are made of. */
export const schemas: Readonly<Record<string, Schema>> = {
  ...native,
  ...componentsOf(schemeSchema, 'Scheme'),
  ...webhookSchemas,
  Problem: object(
    {
      error: { ...text, description: 'The kind of problem, for programs.' },
      message: { ...text, description: 'A sentence for people: what is wrong and what to do.' },
      'problems?': { type: 'array', description: 'Each problem with its place, where there is a list of them.' },
    },
    'What was wrong with a request. Nothing was changed.',
  ),
  Role: oneOf(roles),
  User: object(
    { id, name: text, role: oneOf([...roles, 'guest']), may: listOf(oneOf(acts)) },
    'Somebody who is signed in, and what they may do.',
  ),
  GuestUser: object({ id, name: text, role: oneOf(['guest']) }),
  NewSession: object({
    user: ref('User'),
    expiresAt: instant,
    'token?': {
      ...text,
      description: 'The session’s secret, when it was asked for: send it as `Authorization: Bearer …`.',
    },
  }),
  Account: object(
    { id, name: text, role: ref('Role'), createdAt: instant, 'closedAt?': instant },
    'Somebody who can sign in.',
  ),
  Invitation: object({ id: text, role: ref('Role'), by: id, expiresAt: instant }),
  Layer: object(
    {
      id,
      kind: oneOf(layerKinds),
      'name?': text,
      'revealedAt?': described(instant, 'When an independent layer was opened to everybody.'),
      claims: count,
      'types?': counts,
      'statuses?': counts,
      access,
    },
    'A layer as it is listed, with the number of its claims, in all, by type and by status, and what one may do in it.',
  ),
  DocumentSummary: object({
    id,
    title: text,
    version: { type: 'integer', minimum: 1 },
    'language?': text,
    characters: { ...count, description: 'Length of the text in code points.' },
    layers: listOf(ref('Layer')),
    access,
    updatedAt: instant,
    ...workflow,
    status: described(
      ref('DocumentStatus'),
      'As people said; else in-progress when there is a claim, and new when there is none.',
    ),
  }),
  DocumentStatus: oneOf(documentStatuses),
  Workflow: object({ 'status?': described(ref('DocumentStatus'), 'Absent while nobody has said it.'), ...workflow }),
  Imported: object({
    documents: listOf(ref('DocumentSummary')),
    problems: listOf({ type: 'object', properties: { kind: text, sentence: text }, required: ['kind', 'sentence'] }),
    notes: listOf(text),
  }),
  Found: object({
    hits: listOf(
      object({
        document: id,
        title: text,
        where: oneOf(['text', 'claim']),
        'claim?': object({ id, layer: id }),
        before: text,
        words: text,
        after: text,
      }),
    ),
    more: { type: 'boolean', description: 'Whether there are more than these.' },
  }),
  ClaimsElsewhere: object({
    proposition: { ...text, description: 'What the claim states, its own proposition when it names none.' },
    linked: listOf(object(elsewhere)),
    alike: listOf(
      object({
        ...elsewhere,
        likeness: { type: 'number', minimum: 0, maximum: 1, description: '1: the same but for case and punctuation.' },
      }),
    ),
  }),
  Claims: object({
    document: id,
    version: { type: 'integer', minimum: 1 },
    offsetUnit: offsets,
    claims: listOf(ref('DocumentClaim')),
  }),
  NewClaim: claimParts(true),
  ClaimChange: claimParts(false),
  Relation: listedIn('relations'),
  NewRelation: object(
    { 'id?': id, type: { type: 'string', minLength: 1 }, from: id, to: id, 'note?': text },
    'An arc from one claim of the layer to another. Who made it is what the server says.',
  ),
  Thread: listedIn('threads'),
  NewComment: object(
    { 'text?': { type: 'string', maxLength: maxCommentLength }, 'vote?': oneOf(voteSides) },
    'Words, or a side taken on a proposed claim with the reason, which may be left out. Who says it and when is what the server says.',
  ),
  Decision: object({
    document: id,
    field: { ...text, description: 'One question, or `claim`: the whole claim.' },
    about: id,
    take: listOf(id),
    by: id,
    at: instant,
  }),
  TextEdit: object({
    'edits?': {
      ...listOf(
        object({
          from: count,
          to: count,
          quote: { ...text, description: 'The words at `from` to `to` as they are now; at least one.' },
          text: { ...text, description: 'What they become; what is the same at both ends stays.' },
        }),
      ),
      description: 'In the order of the text, none over another; offsets are those before the first edit.',
    },
    'blocks?': {
      ...listOf(object({ block: count, kind: oneOf(blockKinds) })),
      description: 'Blocks, by their number from 0 before the edits, that become of another kind.',
    },
  }),
  EditedText: object({
    document: id,
    version: { type: 'integer', minimum: 1 },
    text,
    blocks: listOf(oneOf(blockKinds)),
  }),
  NewLayer: object({
    id: { ...id, description: 'Of an independent layer: the account of its annotator.' },
    kind: oneOf(layerKinds),
    'name?': { type: 'string', minLength: 1, maxLength: 80 },
    'claims?': {
      ...listOf(ref('NewClaim')),
      description: 'What it has from the start. Nobody writes into a suggested layer later.',
    },
  }),
  NewDocument: {
    description: 'A text with a title and an id, or a whole document of the native form with its claims.',
    oneOf: [
      object({ text: { type: 'string', minLength: 1 }, 'id?': id, 'title?': text, 'language?': text }),
      ref('Document'),
    ],
  },
  SchemeVersion: object({ version: { type: 'integer', minimum: 1 }, id, name: text, 'by?': id, 'at?': instant }),
  Version: object({ version: { type: 'integer', minimum: 1 }, at: instant, characters: count }),
  VersionReport: object({
    document: id,
    from: { type: 'integer' },
    to: { type: 'integer' },
    counts: { type: 'object', additionalProperties: count },
    mentions: listOf(
      object({
        claim: id,
        mention: id,
        state: oneOf(['whole', 'changed', 'detached']),
        before: words,
        after: words,
        how: oneOf(['diff', 'quote']),
        'candidates?': { type: 'array', items: { type: 'object' } },
      }),
    ),
  }),
  Change: object({
    seq: { ...count, description: 'The number of the update in the log.' },
    at: instant,
    'by?': text,
    room: { ...text, description: '`text`, or `layer` with its id.' },
    'size?': { ...count, description: 'Bytes of the update.' },
    'pruned?': { type: 'boolean', description: 'What it changed was taken out by hand.' },
  }),
  History: object({
    changes: listOf(ref('Change')),
    people: listOf(object({ id: text, name: text })),
    'next?': { ...count, description: 'Ask on with `after` of this number.' },
  }),
  WhatChanged: object({
    from: count,
    to: count,
    inserted: listOf(object({ words: text, at: count, 'by?': text })),
    deleted: listOf(object({ words: text, at: count, 'by?': text })),
    claims: listOf(
      object({ id, layer: id, change: oneOf(['added', 'removed', 'changed']), fields: listOf(text), by: listOf(text) }),
    ),
    people: listOf(object({ id: text, name: text, updates: count, first: instant, last: instant })),
  }),
  Format: object({
    name: text,
    title: text,
    unit: { ...text, description: 'What its offsets count when nothing else is asked for.' },
    units: listOf(offsets),
    spec: { type: 'object' },
    files: listOf(text),
    carries: listOf(text),
    loses: listOf(text),
    'extensions?': listOf(text),
    writes: { type: 'boolean' },
    reads: { type: 'boolean' },
  }),
  Agreement: {
    description:
      'The table of agreement, as `claimspan agreement --json` prints it; docs/agreement.md says what each figure is.',
    type: 'object',
    properties: {
      coders: listOf(text),
      documents: count,
      pairs: { type: 'array' },
      rows: { type: 'array' },
      series: { type: 'array' },
      change: { type: 'array' },
      disagreements: {
        type: 'object',
        properties: { offsetUnit: oneOf(['utf-16']), counts: { type: 'object' }, list: { type: 'array' } },
      },
    },
    required: ['coders', 'documents', 'rows', 'disagreements'],
  },
}
