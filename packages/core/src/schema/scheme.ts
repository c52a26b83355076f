import { idPattern } from '../id.js'
import type { JsonSchema } from './json-schema.js'

const labels = (description: string): JsonSchema => ({ type: 'array', items: { $ref: '#/$defs/label' }, description })

/** JSON Schema of `scheme.json`. */
export const schemeSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:claimspan:schema:scheme:1',
  title: 'Claimspan scheme',
  description: 'The label sets of a project with their guideline: scheme.json beside documents.jsonl.',
  type: 'object',
  properties: {
    claimspan: { type: 'integer', const: 1, description: 'The version of this form.' },
    id: { $ref: '#/$defs/id' },
    version: {
      type: 'integer',
      minimum: 1,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'A changed scheme has the next one.',
    },
    name: { type: 'string' },
    claimTypes: labels('What a claim can be.'),
    checkWorthiness: labels('Whether a claim is worth a check.'),
    verdictScales: {
      type: 'array',
      items: { type: 'string', minLength: 1, description: 'the id of a verdict scale' },
      uniqueItems: true,
      description: 'Ids of the verdict scales in use.',
    },
    relationTypes: labels('How one claim bears on another.'),
    attributionKinds: labels("How a source's words are given."),
    guideline: { type: 'string', description: 'Markdown.' },
  },
  required: [
    'claimspan',
    'id',
    'version',
    'name',
    'claimTypes',
    'checkWorthiness',
    'verdictScales',
    'relationTypes',
    'attributionKinds',
  ],
  additionalProperties: false,
  $defs: {
    id: {
      type: 'string',
      pattern: idPattern.source,
      description: '1 to 128 letters, digits or ". _ @ + -", the first a letter or digit, with no ".."',
    },
    label: {
      type: 'object',
      properties: {
        label: { type: 'string', minLength: 1, description: 'a label that is not empty' },
        definition: { type: 'string' },
        color: { type: 'string', pattern: '^#[0-9A-Fa-f]{6}$', description: 'a colour such as #0077bb' },
        key: { type: 'string', minLength: 1, maxLength: 16, description: 'the key that an annotator presses' },
      },
      required: ['label'],
      additionalProperties: false,
    },
  },
}
