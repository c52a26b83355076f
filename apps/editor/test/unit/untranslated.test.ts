import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../../src/', import.meta.url))

/** Attributes of elements that are never read out or shown. */
const silent = /^(className|id|data-.*|href|role|rel|type|placement|look|kind|key)$/

/** What looks like words and is none for a reader of the page: names of keys, of acts, and what a file's data say. */
const noWords: readonly RegExp[] = [
  // Keys and their caps.
  /^(Enter|Escape|Esc|Tab|Shift|Control|Alt|Meta|Mod|Arrow|Del|Delete Backspace|x Delete)$/,
  /^Ctrl /,
  // What a role may do, as the server names it.
  /^manage people$/,
  // Types of a scheme, which have icons of their own.
  /^(Numerical Claim|Position Statement|Quote Verification|Causal Claim)$/,
  // The product's own name.
  /^Claim$|^span$|· Claimspan$/,
  // Names of classes, selectors, sources, addresses, and ids.
  /^block [a-z-]+|^the text$|^\.claim-detail|^\[data-path=|^https:\/\/$|^Files$|^to \{\}$|^claim \{\}$/,
  // Stored: a guest's first name, which they change, and a rating's label.
  /^Guest \{\}$|^\{\} of \{\}$/,
]

const isSentence = (text: string) =>
  /^[“‘([]?\p{L}[\p{L}’']+[,;:]? .*\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+$/u.test(text) || /\p{L}{2,}[.!?…]$/u.test(text)

/** Words for people that a file says without asking for them in the language that is spoken, each with its line. */
function literals(name: string, code: string): readonly string[] {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const note = (node: ts.Node, written: string) => {
    const text = written.trim().replace(/\s+/g, ' ')
    if (noWords.some((none) => none.test(text))) return
    found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isThrowStatement(node)) return
    // What a role may do, as the server names it.
    if (ts.isCallExpression(node) && node.expression.getText() === 'mayI') return
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return
    if (ts.isJsxAttribute(node)) {
      if (silent.test(node.name.getText())) return
      const value = node.initializer
      if (
        value !== undefined &&
        ts.isStringLiteral(value) &&
        /(^|-)(label|title|text|textValue|hint|alt|placeholder)$/.test(node.name.getText())
      ) {
        if (/\p{L}/u.test(value.text)) note(node, value.text)
        return
      }
    }
    if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) note(node, node.text)
    else if (ts.isStringLiteralLike(node) && isSentence(node.text.trim())) note(node, node.text)
    else if (ts.isTemplateExpression(node)) {
      const text = node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('')
      if (/\p{L}{2,} |\p{Lu}\p{Ll}+/u.test(text)) note(node, text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => /\.tsx?$/.test(name) && !name.startsWith('words/'),
)

describe('words for people', () => {
  it('are nowhere but in the languages', () => {
    expect(files.length).toBeGreaterThan(200)
    expect(files.flatMap((name) => literals(name, readFileSync(source + name, 'utf8')))).toEqual([])
  })

  it.each([
    ['between tags', '<p>Some words</p>', 'Some words'],
    ['in an attribute', '<Tip label="mark">{x}</Tip>', 'mark'],
    ['in what is announced', 'announce(`Marked as $' + '{part}.`)', 'Marked as {}.'],
    ['in a table', "const words = { none: 'There is no word there.' }", 'There is no word there.'],
    ['one word alone', "const name = { value: 'draft', label: 'Draft' }", 'Draft'],
  ])('are seen %s', (_where, code, words) => {
    expect(literals('planted.tsx', code)).toEqual([`planted.tsx:1 ${words}`])
  })

  it.each([
    "row('Enter', 'key.make')",
    '<p className="Some words">{say("claim.gone")}</p>',
    "throw new Error('No such row.')",
  ])('are not %s', (code) => {
    expect(literals('planted.tsx', code)).toEqual([])
  })
})
