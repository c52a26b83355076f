import type { AttributionKind, Span } from '@claimspan/core'

const opens = /[“„«»「『《]/u
const closes = /[”“«»」』》]/u

/**
 * Whether words are given as somebody's own, by the quotation marks of their paragraph: `direct` when all of them stand
 * within marks, `indirect` when none does, else `mixed`. A suggestion: marks around a whole sentence may prove nothing.
 */
export function attributionKindOf(text: string, spans: readonly Span[]): AttributionKind {
  let quoted = 0
  let plain = 0
  for (const span of spans) {
    const start = text.lastIndexOf('\n', span.from - 1) + 1
    let isOpen = false
    for (let at = start; at < span.to; at++) {
      const sign = text.charAt(at)
      if (sign === '\n') isOpen = false
      else if (sign === '"') isOpen = !isOpen
      else if (!isOpen && opens.test(sign)) isOpen = true
      else if (isOpen && closes.test(sign)) isOpen = false
      else if (at >= span.from && /[\p{L}\p{N}]/u.test(sign)) {
        if (isOpen) quoted += 1
        else plain += 1
      }
    }
  }
  if (quoted === 0) return 'indirect'
  return plain === 0 ? 'direct' : 'mixed'
}
