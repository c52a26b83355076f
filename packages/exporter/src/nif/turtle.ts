const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const special = /["\\\x00-\x1f\x7f]/g
const letters: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
}

/** A text as RDF can hold it: half of a surrogate pair is U+FFFD. */
export const rdfSafe = (text: string): string => text.replace(loneSurrogate, '\ufffd')

/** A plain literal of Turtle (https://www.w3.org/TR/turtle/#literals). */
export function literal(text: string): string {
  const escaped = rdfSafe(text).replace(
    special,
    (found) => letters[found] ?? `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  return `"${escaped}"`
}

export const index = (value: number): string => `"${value}"^^xsd:nonNegativeInteger`
export const double = (value: number): string => `"${value}"^^xsd:double`
export const dateTime = (value: string): string => `"${value}"^^xsd:dateTime`
/** An address as a literal: not every one that is safe is an IRI of Turtle. */
export const address = (value: string): string => `${literal(value)}^^xsd:anyURI`
export const inLanguage = (text: string, language: string | undefined): string =>
  language === undefined ? literal(text) : `${literal(text)}@${language}`

/** A resource with its properties; what is `undefined` or an empty list is left out. */
export function resource(
  iri: string,
  types: string,
  properties: readonly (readonly [name: string, value: string | readonly string[] | undefined])[],
): string {
  let out = `<${iri}> a ${types}`
  for (const [name, value] of properties) {
    if (value === undefined || value.length === 0) continue
    out += ` ;\n  ${name} ${typeof value === 'string' ? value : value.join(', ')}`
  }
  return `${out} .\n`
}
