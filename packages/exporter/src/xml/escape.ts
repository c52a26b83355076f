/** What XML 1.0 cannot hold in any way (https://www.w3.org/TR/xml/#charsets): most control characters, surrogates alone. */
const forbidden =
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** Whether a text may hold such a character: quick to ask, sometimes wrong with yes. */
const mayBeForbidden = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/

/**
 * A text as XML 1.0 can hold it: each UTF-16 code unit that it forbids is U+FFFD, so that every offset stays. The same string
 * when there is none.
 */
export function xmlSafe(text: string): string {
  return mayBeForbidden.test(text) ? text.replace(forbidden, '\ufffd') : text
}

/** What {@link safeAttribute} or {@link safeElement} have to look at more closely. */
const inAttribute = /[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]/
const inContent = /[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]/

/** A text as the value of an attribute; `replaced` is told when it had characters that XML forbids. */
export function safeAttribute(text: string, replaced: () => void): string {
  return inAttribute.test(text) ? attributeText(told(text, replaced)) : text
}

/** A text as the content of an element; `replaced` is told when it had characters that XML forbids. */
export function safeElement(text: string, replaced: () => void): string {
  return inContent.test(text) ? elementText(told(text, replaced)) : text
}

function told(text: string, replaced: () => void): string {
  const made = xmlSafe(text)
  if (made !== text) replaced()
  return made
}

const special = /[&<>"\t\n\r]/
const specials = /[&<>"\t\n\r]/g
const inElement = /[&<>\r]/
const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}
const referenceOf = (character: string): string => references[character] ?? character

/** A text that {@link xmlSafe} has seen as the value of an attribute between double quotes; readers keep its white space. */
export function attributeText(text: string): string {
  return special.test(text) ? text.replace(specials, referenceOf) : text
}

/** A text that {@link xmlSafe} has seen as the content of an element; a reader would take `\r` for a line end. */
export function elementText(text: string): string {
  return inElement.test(text) ? text.replace(/[&<>\r]/g, referenceOf) : text
}
