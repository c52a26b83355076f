import { forbiddenKeys } from '../json.js'
import type { JsonSchema } from './json-schema.js'

/** How many keys the objects within a value have, all levels together; -1 when the value does not fit. */
export type Fits = (value: unknown, depth: number) => number

const no = -1

/** Deeper than this nothing fits: the slower way, which says where, decides. */
const deepest = 100

/**
 * A schema as a function that tells whether a value parsed from JSON fits, much faster than `validate`, which tells why not:
 * whatever this refuses is for `validate` to judge, and whatever this takes `validate` finds nothing wrong with.
 */
export function fits(root: JsonSchema): Fits {
  const definitions = new Map<string, Fits>()

  function make(schema: JsonSchema): Fits {
    if (schema.$ref !== undefined) return reference(schema.$ref.slice('#/$defs/'.length))
    if (schema.oneOf !== undefined) return oneOf(schema.oneOf)
    switch (schema.type) {
      case 'string':
        return string(schema)
      case 'integer':
      case 'number':
        return number(schema)
      case 'boolean':
        return (value) => (typeof value === 'boolean' ? 0 : no)
      case 'array':
        return array(schema)
      case 'object':
        return object(schema)
      default:
        return () => no
    }
  }

  function reference(name: string): Fits {
    let made = definitions.get(name)
    return (value, depth) => {
      if (made === undefined) {
        const schema = root.$defs?.[name]
        made = definitions.get(name) ?? (schema === undefined ? () => no : make(schema))
        definitions.set(name, made)
      }
      return made(value, depth)
    }
  }

  function oneOf(alternatives: readonly JsonSchema[]): Fits {
    const byKind = new Map(alternatives.map((one) => [one.properties?.kind?.const as unknown, make(one)]))
    return (value, depth) => (isRecord(value) ? (byKind.get(value.kind)?.(value, depth) ?? no) : no)
  }

  function array({ items, minItems = 0, uniqueItems = false }: JsonSchema): Fits {
    const item = items === undefined ? () => no : make(items)
    return (value, depth) => {
      if (!Array.isArray(value) || value.length < minItems || depth > deepest) return no
      if (uniqueItems && value.length > 1 && new Set(value).size < value.length) return no
      let keys = 0
      for (let at = 0; at < value.length; at++) {
        const own = item(value[at], depth + 1)
        if (own === no) return no
        keys += own
      }
      return keys
    }
  }

  function object(schema: JsonSchema): Fits {
    const { additionalProperties = {}, required = [], dependentRequired = {}, propertyNames } = schema
    const properties = new Map(Object.entries(schema.properties ?? {}).map(([key, of]) => [key, make(of)]))
    const others = additionalProperties === false ? () => no : make(additionalProperties)
    const name = propertyNames === undefined ? () => 0 : make(propertyNames)
    const dependents = Object.entries(dependentRequired)
    return (value, depth) => {
      if (!isRecord(value) || depth > deepest) return no
      for (const key of required) if (value[key] === undefined) return no
      for (const [key, needed] of dependents) {
        if (value[key] !== undefined && needed.some((one) => value[one] === undefined)) return no
      }
      let keys = 0
      for (const key in value) {
        const known = properties.get(key)
        if (known === undefined && forbiddenKeys.has(key)) return no
        const own = (known ?? others)(value[key], depth + 1)
        if (own === no || name(key, depth) === no) return no
        keys += own + 1
      }
      return keys
    }
  }

  return make(root)
}

function string({ const: constant, enum: alternatives, pattern, minLength = 0, maxLength }: JsonSchema): Fits {
  const one = alternatives === undefined ? undefined : new Set<unknown>(alternatives)
  const like = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  return (value) => {
    if (typeof value !== 'string' || hasSurrogate.test(value)) return typeof value === 'string' ? slow(value) : no
    return passes(value) ? 0 : no
  }

  /** A text with surrogates: they must be pairs, and a pair is one character. */
  function slow(value: string): number {
    return !/\p{Surrogate}/u.test(value) && passes(value, Array.from(value).length) ? 0 : no
  }

  function passes(value: string, length = value.length): boolean {
    if (constant !== undefined && value !== constant) return false
    if (one !== undefined && !one.has(value)) return false
    if (length < minLength || (maxLength !== undefined && length > maxLength)) return false
    return like === undefined || like.test(value)
  }
}

const hasSurrogate = /[\ud800-\udfff]/

function number({ type, const: constant, minimum, maximum }: JsonSchema): Fits {
  return (value) => {
    if (typeof value !== 'number' || !(type === 'integer' ? Number.isInteger(value) : Number.isFinite(value))) return no
    if (constant !== undefined && value !== constant) return no
    if (minimum !== undefined && value < minimum) return no
    return maximum !== undefined && value > maximum ? no : 0
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
