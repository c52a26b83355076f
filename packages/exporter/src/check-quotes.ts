import { type AnnotatedDocument, mentionThatFails, quoteStands, wordsAt } from '@claimspan/core'

/**
 * Throw `RangeError` unless the words at every mention's spans are its quote: claims, sources, cues and evidence. So no
 * file is ever written whose offsets point at other words.
 */
export function checkQuotes(annotated: AnnotatedDocument): void {
  const { id, text } = annotated.document
  for (const claim of annotated.claims) {
    const wrong = mentionThatFails(claim, (mention) => quoteStands(text, mention))
    if (wrong === undefined) continue
    throw new RangeError(
      `Document ${id}, claim ${claim.id}, mention ${wrong.id}: the words at its spans are ` +
        `${JSON.stringify(wordsAt(text, wrong.spans))}, its quote is ${JSON.stringify(wrong.quote)}`,
    )
  }
}
