import { type AnnotatedDocument, type Claim, type Mention, mentionState, quoteAt } from '@claimspan/core'
import type { Losses } from './loss.js'

/**
 * Whether a mention has words to be written; the losses of one that keeps its spans only: detached ones are left out, and
 * what words were before they changed, context shorter than usual and the version it was made on have no place.
 */
export function hasWords({ document }: AnnotatedDocument, mention: Mention, claim: Claim, losses: Losses): boolean {
  const loss = (what: string, detail: string): void =>
    losses.add({ claim: claim.id, mention: mention.id, what, done: 'left-out', detail })
  if (mentionState(mention) === 'detached') {
    loss('mention', `its words, ${JSON.stringify(mention.quote)}, are not in the text any more`)
    return false
  }
  if (mention.markedQuote !== undefined)
    loss('markedQuote', `that it was marked on ${JSON.stringify(mention.markedQuote)} has no place`)
  const context = quoteAt(document.text, mention.spans)
  if (context.prefix !== mention.prefix || context.suffix !== mention.suffix)
    loss('context', 'that it was kept with less text around it has no place')
  if (mention.documentVersion !== document.version)
    loss('documentVersion', `that it was made on version ${mention.documentVersion} has no place`)
  return true
}
