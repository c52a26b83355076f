import type { AnnotatedDocument } from './annotated-document.js'
import type { Claim } from './claim.js'
import { mapMentions } from './claim-mentions.js'
import { type Block, document } from './document.js'
import type { ClaimId } from './id.js'
import { type Mention, mentionState } from './mention.js'
import { correspondingBlocks } from './rebase/block-kinds.js'
import { diffText } from './rebase/diff-text.js'
import { editMap } from './rebase/map-through.js'
import { placeMentions } from './rebase/place-mentions.js'
import { type RebasedMention, type RebaseReport, rebaseReport } from './rebase/report.js'
import { hasLoneSurrogate } from './unit.js'

export { diffText, type TextEdit } from './rebase/diff-text.js'
export {
  type PlacedWords,
  type RebaseCandidate,
  type RebasedMention,
  type RebaseReport,
  rebaseReport,
} from './rebase/report.js'
export { rebaseReportText } from './rebase/report-text.js'

/** A document on its next text, and what became of its mentions. */
export interface Rebased {
  readonly annotated: AnnotatedDocument
  readonly report: RebaseReport
}

/**
 * The next version of a document: the corrected text, with every mention of it (of claims, sources, cues, outer
 * attributions, and evidence in the same document) where its words are now. Mentions follow the differences of the two
 * texts by `mapSpan`; where those changed a mention's words or took them away, an exact match of the words elsewhere is
 * taken when it is the only one and is new in the text, as where a paragraph was moved. What is ambiguous, or was there
 * before, is reported and never taken. Words that differ are `changed` or `detached`, never silently others. Each mention
 * keeps the document version that it was made on.
 *
 * Lines that correspond to old ones keep their kind, others are paragraphs, unless `blocks` says what they are. The same
 * text gives the same claims under the next version. Throws `RangeError` when the text has half a surrogate pair or the
 * blocks are not its lines.
 */
export function rebase(
  annotated: AnnotatedDocument,
  text: string,
  options: { readonly blocks?: readonly Block[] } = {},
): Rebased {
  if (hasLoneSurrogate(text)) throw new RangeError('A text has whole characters: got half of a surrogate pair in it')
  const { document: old, claims } = annotated
  const edits = diffText(old.text, text)
  const map = editMap(edits, old.text.length)
  const blocks = options.blocks ?? (edits.length === 0 ? old.blocks : correspondingBlocks(old.blocks, text, map))
  const next = document({ ...old, version: old.version + 1, text, blocks })

  const owned = mentionsOf(claims)
  const mentions = owned.map(({ mention }) => mention)
  const placed =
    edits.length === 0
      ? mentions.map((mention) => ({ mention, how: 'diff' as const, candidates: [] }))
      : placeMentions(mentions, old.text, text, map)

  let at = 0
  const moved = claims.map((claim) => mapMentions(claim, (mention) => placed[at++]?.mention ?? mention))
  const rows = owned.map(({ claim, mention: before }, index): RebasedMention => {
    const { mention: after = before, how = 'diff', candidates = [] } = placed[index] ?? {}
    return {
      claim,
      mention: before.id,
      state: mentionState(after),
      before: { quote: before.quote, spans: before.spans },
      after: { quote: after.quote, spans: after.spans },
      how,
      ...(candidates.length === 0
        ? {}
        : { candidates: candidates.map((match) => ({ ...match, quote: text.slice(match.from, match.to) })) }),
    }
  })
  return {
    annotated: { ...annotated, document: next, claims: moved },
    report: rebaseReport({ document: old.id, from: old.version, to: next.version }, rows),
  }
}

/** Every mention of the document's own words, with its claim, in the order in which `mapMentions` comes to them. */
function mentionsOf(claims: readonly Claim[]): readonly { readonly claim: ClaimId; readonly mention: Mention }[] {
  return claims.flatMap((claim) => {
    const found: { readonly claim: ClaimId; readonly mention: Mention }[] = []
    mapMentions(claim, (mention) => {
      found.push({ claim: claim.id, mention })
      return mention
    })
    return found
  })
}
