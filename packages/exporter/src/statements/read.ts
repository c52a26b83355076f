import { type AnnotatedDocument, type ClaimParts, claim, document, isId, type Metadata, mention } from '@claimspan/core'
import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { nameDocument } from '../import/name-document.js'

/**
 * A document that is one claim: the statement is its text and the claim's mention. `name` becomes its id, with a number behind
 * it when it is taken.
 */
export function documentOfStatement(
  statement: string,
  of: {
    readonly format: string
    readonly name: string
    readonly taken: Set<string>
    readonly metadata: Metadata
    readonly fields: Partial<ClaimParts>
  },
): AnnotatedDocument {
  const { format, name, taken } = of
  const isFree = isId(name) && !taken.has(name)
  const id = isFree ? name : nameDocument(name, taken)
  taken.add(id)
  const layer = importLayer(format)
  const author = importAuthor(format)
  return {
    document: document({ id, text: statement, metadata: of.metadata }),
    layers: [layer],
    annotators: [author],
    claims: [
      claim({
        ...of.fields,
        id: 'c1',
        layer: layer.id,
        mentions: [mention(statement, [{ from: 0, to: statement.length }])],
        origin: { kind: 'import', from: format },
        createdBy: author.id,
        createdAt: importTime,
      }),
    ],
    relations: [],
    threads: [],
  }
}

/** Whether a url is one that Claimspan keeps: http, https or mailto, with no white space in it. */
export const isSafeUrl = (url: string): boolean => /^(?:https?:\/\/|mailto:)[^\s\u0000-\u001f\u007f<>"]+$/iu.test(url)
