import { type Problem, type ProblemKind, pointer, shown } from '../problem.js'
import { hasLoneSurrogate } from '../unit.js'
import type { JsonSchema } from './json-schema.js'

/**
 * Everything in which a value does not fit a schema, in the order of the schema. A problem names what was expected by the
 * schema's own description of the value. Strings also hold no half characters, which JSON Schema cannot say.
 */
export function validate(value: unknown, root: JsonSchema): readonly Problem[] {
  const problems: Problem[] = []
  visit(value, root, '', undefined)
  return problems

  function report(kind: ProblemKind, path: string, found: unknown, expected: string): void {
    problems.push({ kind, path, value: found, expected })
  }

  function visit(found: unknown, schema: JsonSchema, path: string, definition: string | undefined): void {
    if (schema.$ref !== undefined) {
      const name = schema.$ref.slice('#/$defs/'.length)
      const target = root.$defs?.[name]
      if (target === undefined) throw new Error(`The schema has no definition ${schema.$ref}`)
      visit(found, target, path, name)
    } else if (schema.oneOf !== undefined) visitOneOf(found, schema.oneOf, path)
    else if (!hasType(found, schema.type)) report('wrong-type', path, found, typeNames[schema.type ?? 'object'])
    else if (typeof found === 'string') visitString(found, schema, path, definition)
    else if (typeof found === 'number') visitNumber(found, schema, path)
    else if (Array.isArray(found)) visitArray(found, schema, path)
    else if (isRecord(found)) visitObject(found, schema, path)
  }

  function visitOneOf(found: unknown, alternatives: readonly JsonSchema[], path: string): void {
    if (!isRecord(found)) {
      report('wrong-type', path, found, typeNames.object)
      return
    }
    const kinds = alternatives.map(({ properties }) => properties?.kind?.const)
    const kind = Object.hasOwn(found, 'kind') ? found.kind : undefined
    const chosen = alternatives.find((_, at) => kinds[at] === kind)
    if (chosen !== undefined) visit(found, chosen, path, undefined)
    else if (kind === undefined) report('missing', pointer(path, 'kind'), kind, oneOfWords(kinds))
    else
      report(typeof kind === 'string' ? 'unknown-value' : 'wrong-type', pointer(path, 'kind'), kind, oneOfWords(kinds))
  }

  function visitString(found: string, schema: JsonSchema, path: string, definition: string | undefined): void {
    if (hasLoneSurrogate(found)) report('lone-surrogate', path, found, 'whole characters')
    const expected = schema.description ?? 'another text'
    if (schema.const !== undefined && found !== schema.const) report('unknown-value', path, found, shown(schema.const))
    if (schema.enum !== undefined && !schema.enum.includes(found)) {
      report('unknown-value', path, found, oneOfWords(schema.enum))
    }
    const isOfPattern = schema.pattern === undefined || patternOf(schema.pattern).test(found)
    if (!isOfPattern) report(patternKinds[definition ?? ''] ?? 'bad-text', path, found, expected)
    if (schema.minLength === undefined && schema.maxLength === undefined) return
    const length = Array.from(found).length
    if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? length)) {
      report('bad-text', path, found, expected)
    }
  }

  function visitNumber(found: number, schema: JsonSchema, path: string): void {
    if (schema.const !== undefined && found !== schema.const) report('unknown-value', path, found, shown(schema.const))
    const { minimum = found, maximum = found } = schema
    if (found >= minimum && found <= maximum) return
    const range = schema.maximum === undefined ? `${minimum} or more` : `${minimum} to ${maximum}`
    report('wrong-number', path, found, `a ${schema.type === 'integer' ? 'whole number' : 'number'}, ${range}`)
  }

  function visitArray(found: readonly unknown[], schema: JsonSchema, path: string): void {
    if (found.length < (schema.minItems ?? 0)) report('too-few', path, found, `at least ${schema.minItems}`)
    const seen = new Set<unknown>()
    found.forEach((item, at) => {
      if (schema.items !== undefined) visit(item, schema.items, pointer(path, at), undefined)
      if (schema.uniqueItems && seen.has(item)) {
        report('duplicate-label', pointer(path, at), item, 'each label once')
      }
      seen.add(item)
    })
  }

  function visitObject(found: Readonly<Record<string, unknown>>, schema: JsonSchema, path: string): void {
    const { properties = {}, additionalProperties = {}, required = [], dependentRequired = {} } = schema
    // A value that is undefined is not there, as in JSON.
    const isThere = (key: string): boolean => Object.hasOwn(found, key) && found[key] !== undefined
    const dependent = Object.keys(dependentRequired).filter(isThere)
    const needed = [required, ...dependent.map((key) => dependentRequired[key] ?? [])].flat()
    for (const key of needed) {
      if (!isThere(key)) report('missing', pointer(path, key), undefined, expectedOf(properties[key] ?? {}))
    }
    for (const key of Object.keys(found)) {
      if (found[key] === undefined) continue
      const at = pointer(path, key)
      const known = Object.hasOwn(properties, key) ? properties[key] : additionalProperties
      if (known === false || known === undefined) {
        report('unknown-key', at, found[key], `one of ${Object.keys(properties).join(', ')}`)
        continue
      }
      if (schema.propertyNames !== undefined) visitString(key, schema.propertyNames, at, undefined)
      visit(found[key], known, at, undefined)
    }
  }

  function expectedOf(schema: JsonSchema): string {
    const target = schema.$ref === undefined ? schema : root.$defs?.[schema.$ref.slice('#/$defs/'.length)]
    if (target?.const !== undefined) return shown(target.const)
    if (target?.enum !== undefined) return oneOfWords(target.enum)
    return typeNames[target?.type ?? 'object']
  }
}

/** Which kind of problem a text is that does not fit the pattern of a definition. */
const patternKinds: Readonly<Record<string, ProblemKind>> = { id: 'bad-id', instant: 'bad-time', url: 'unsafe-url' }

const typeNames = {
  object: 'an object',
  array: 'an array',
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
} as const

function hasType(value: unknown, type: JsonSchema['type']): boolean {
  switch (type) {
    case undefined:
      return true
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isRecord(value)
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    default:
      return typeof value === type
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const oneOfWords = (values: readonly unknown[]): string =>
  values.length === 1 ? shown(values[0]) : `one of ${values.map(shown).join(', ')}`

const patterns = new Map<string, RegExp>()
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u')
  patterns.set(source, known)
  return known
}
