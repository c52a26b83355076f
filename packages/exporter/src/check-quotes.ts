import { type AnnotatedDocument, mapMentions, wordsAt } from '@claimspan/core'

/**
 * Throw `RangeError` unless the words at every mention's spans are its quote: claims, sources, cues and evidence. So no
 * file is ever written whose offsets point at other words.
 */
export function checkQuotes(annotated: AnnotatedDocument): void {
  const { id, text } = annotated.document
  for (const claim of annotated.claims) {
    mapMentions(claim, (mention) => {
      const words = wordsAt(text, mention.spans)
      if (mention.spans.length > 0 && words !== mention.quote) {
        throw new RangeError(
          `Document ${id}, claim ${claim.id}, mention ${mention.id}: the words at its spans are ` +
            `${JSON.stringify(words)}, its quote is ${JSON.stringify(mention.quote)}`,
        )
      }
      return mention
    })
  }
}
