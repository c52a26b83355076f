import {
  blockAttribute,
  firstBlockKey,
  makeAnchors,
  parseRoom,
  readAnnotated,
  readDocument,
  readLayer,
  recordReturns,
  type SharedLayer,
  type SharedText,
  sharedLayer,
  sharedText,
  textRoom,
  yjsClaimStore,
} from '@claimspan/collab'
import {
  type AnnotatedDocument,
  type Block,
  type Claim,
  diffText,
  documentId,
  type Mention,
  mapMentions,
  mentionState,
  type RebasedMention,
  type RebaseReport,
  rebase,
  rebaseReport,
} from '@claimspan/core'
import * as Y from 'yjs'
import { serverUser } from './identity.js'
import { readIncoming } from './incoming-update.js'
import { storedDoc } from './stored-room.js'
import type { LoggedDocument, LogReader, NewUpdate } from './update-log.js'

/** A next version that has been worked out and is nowhere yet: the updates that make it, the text's first. */
export interface NextVersion {
  readonly updates: readonly NewUpdate[]
  readonly report: RebaseReport
}

/**
 * Work out the next version of a document as the log has it: the text is edited where it differs, so that everybody's
 * spans and carets follow; mentions whose words were moved to another place are marked there. `blocks` says what the lines
 * are; without it they keep their kinds. `undefined` when the text is the one that the document has.
 */
export function nextVersion(
  log: LogReader,
  document: LoggedDocument,
  text: string,
  options: { readonly blocks?: readonly Block[]; readonly now: () => string },
): NextVersion | undefined {
  const rooms = new Map(document.rooms.map((room) => [room, followed(storedDoc(log, room))]))
  const docOf = (room: string) => rooms.get(room)?.doc ?? new Y.Doc()
  const shared = sharedText(docOf(textRoom(documentId(document.id))))
  const layers = document.rooms
    .filter((room) => parseRoom(room)?.kind === 'layer')
    .map((room) => sharedLayer(docOf(room)))
  const before = whole(shared, layers)
  if (before.document.text === text) return undefined
  const pure = rebase(before, text, options.blocks === undefined ? {} : { blocks: options.blocks })
  writeVersion(shared, before.document.text, pure.annotated.document)
  const followedClaims = new Map(whole(shared, layers).claims.map((claim) => [claim.id, claim]))
  const marked = new Set<number>()
  let row = 0
  for (const [at, claim] of pure.annotated.claims.entries()) {
    const wanted = mentionsOf(claim)
    const rows = wanted.map((mention, index) => ({
      mention,
      index: row + index,
      how: pure.report.mentions[row + index]?.how,
    }))
    row += wanted.length
    const live = followedClaims.get(claim.id)
    if (live === undefined || before.claims[at]?.id !== claim.id) continue
    let next = 0
    const remarked = mapMentions(live, (mention) => {
      const { mention: moved, how, index = 0 } = rows[next++] ?? {}
      if (moved === undefined || how !== 'quote' || mentionState(mention) === 'whole') return mention
      marked.add(index)
      return moved
    })
    if (remarked !== live) mark(shared, layers, live, remarked, options.now)
  }
  return {
    updates: [...rooms].flatMap(([room, { updates }]) => newUpdate(room, updates)),
    report: reportOf(before, whole(shared, layers), pure.report, marked),
  }
}

/** A document and the updates that are made to it from now on. */
function followed(doc: Y.Doc): { readonly doc: Y.Doc; readonly updates: Uint8Array[] } {
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  return { doc, updates }
}

function newUpdate(room: string, updates: readonly Uint8Array[]): readonly NewUpdate[] {
  const [first, ...more] = updates
  if (first === undefined) return []
  const update = more.length === 0 ? first : Y.mergeUpdates([...updates])
  const clocks = readIncoming(update)?.clocks
  return [{ room, update, user: serverUser, ...(clocks === undefined ? {} : { clocks }) }]
}

function whole(shared: SharedText, layers: readonly SharedLayer[]): AnnotatedDocument {
  const annotated = readAnnotated(shared, layers)
  if (annotated === undefined) throw new Error('The log has no text for the document')
  return annotated
}

const origin = { name: 'claimspan-next-version' }

function writeVersion(shared: SharedText, before: string, to: AnnotatedDocument['document']): void {
  const { doc, text, meta } = shared
  const recorder = recordReturns(shared, { origin })
  doc.transact(() => {
    for (const { at, deleted, inserted } of [...diffText(before, to.text)].reverse()) {
      if (deleted > 0) text.delete(at, deleted)
      if (inserted === '') continue
      // Words go on with the format of those before them, but not with the block of the line's border.
      if (before[at - 1] === '\n') text.insert(at, inserted, {})
      else text.insert(at, inserted)
    }
    meta.set('version', to.version)
    for (const [line, block] of (readDocument(shared)?.blocks ?? []).entries()) {
      const kind = to.blocks[line]?.kind ?? 'paragraph'
      if (kind === block.kind) continue
      const value = kind === 'paragraph' ? null : kind
      if (block.from > 0) text.format(block.from - 1, 1, { [blockAttribute]: value })
      else if (value === null) meta.delete(firstBlockKey)
      else meta.set(firstBlockKey, value)
    }
  }, origin)
  recorder.close()
}

function mentionsOf(claim: Claim): readonly Mention[] {
  const all: Mention[] = []
  mapMentions(claim, (mention) => {
    all.push(mention)
    return mention
  })
  return all
}

/** Mark the words of a claim's mentions anew where they are others than now; what was marked first stays known. */
function mark(
  shared: SharedText,
  layers: readonly SharedLayer[],
  now: Claim,
  wanted: Claim,
  clock: () => string,
): void {
  const layer = layers.find((one) => readLayer(one)?.id === now.layer)
  if (layer === undefined) return
  const anchor = (key: string, { spans, documentVersion }: Mention) => {
    const before = layer.anchors.get(key)
    const [made] = makeAnchors(shared.text, [spans], documentVersion)
    if (before === undefined || made === undefined) return
    const { prefix, suffix } = made
    layer.anchors.set(key, { ...before, spans: made.spans, prefix, suffix })
  }
  layer.doc.transact(() => {
    for (const [at, mention] of wanted.mentions.entries()) {
      if (mention !== now.mentions[at]) anchor(`${now.id}/mention/${mention.id}`, mention)
    }
    const { attribution } = wanted
    for (const part of ['source', 'cue'] as const) {
      const mention = attribution?.[part]
      if (mention !== undefined && mention !== now.attribution?.[part]) anchor(`${now.id}/${part}`, mention)
    }
    const store = yjsClaimStore(shared, layer, {
      edges: {
        now: clock,
        newId: () => {
          throw new Error('A next version makes no ids')
        },
      },
    })
    if (wanted.evidence !== now.evidence) store.set(now.id, 'evidence', wanted.evidence)
    if (attribution !== undefined && attribution.within !== now.attribution?.within) {
      const { source: _, cue: __, ...fields } = attribution
      store.setAttribution(now.id, fields)
    }
    store.close()
  })
}

/** What became of the mentions in the shared text; where words may be that it lost, as the comparison of the texts found. */
function reportOf(
  before: AnnotatedDocument,
  after: AnnotatedDocument,
  pure: RebaseReport,
  marked: ReadonlySet<number>,
): RebaseReport {
  const claims = new Map(after.claims.map((claim) => [claim.id, claim]))
  const now = before.claims.flatMap(({ id }) => mentionsOf(claims.get(id) ?? fail(id)))
  return rebaseReport(
    pure,
    pure.mentions.map(({ candidates, ...row }, at): RebasedMention => {
      const mention = now[at] ?? fail(row.claim)
      const state = mentionState(mention)
      return {
        ...row,
        state,
        after: { quote: mention.quote, spans: mention.spans },
        how: marked.has(at) ? 'quote' : 'diff',
        ...(candidates === undefined || state === 'whole' ? {} : { candidates }),
      }
    }),
  )
}

function fail(claim: string): never {
  throw new Error(`The claim ${claim} was lost on its way to the next version`)
}
