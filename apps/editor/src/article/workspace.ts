import type { Scheme, Span, Speaker } from '@claimspan/core'
import { claimCards } from '../claims/claim-cards.js'
import { type PartName, partNamed } from '../claims/claim-parts.js'
import { type ClaimRef, findClaim, inTextOrder, type ShownClaim, sameRef } from '../claims/shown-claim.js'
import { type TypeLook, typeLooks } from '../claims/type-look.js'
import { type ViewState, viewState } from '../seeing/view-state.js'
import type { ArticleSession, LayerSession } from '../session/article-session.js'
import { textEdits } from '../session/text-edits.js'
import { frameTask } from '../state/frame.js'
import { type JointHistory, jointHistory } from '../state/joint-history.js'
import { type Cell, cell, type Observable } from '../state/observable.js'
import { pauseTask } from '../state/pause.js'
import { type ReadMarks, readMarks } from '../threads/read-marks.js'
import { type TalkCounts, talkCounts } from '../threads/talk-counts.js'
import { labelKeys } from './label-keys.js'
import type { ArticleSurface } from './surface.js'
import { firstWorking, keepWorking } from './working-layer.js'

export type Mode = 'annotate' | 'edit'

/** What the next selection is to be marked as, when the button was pressed before the words were selected. */
export interface PendingMark {
  readonly claim: ClaimRef
  readonly part: MarkedPart
}

export type MarkedPart =
  | PartName
  | { readonly kind: 'new-mention' | 'join-mention' }
  /** Words of this article as evidence, in that set of the claim's evidence; in a new one when there is none. */
  | { readonly kind: 'evidence'; readonly set: number }

/** Two claims on their way to a relation: the one that was picked, and whether it is what the arrow points to. */
export interface PickedClaim {
  readonly claim: ClaimRef
  readonly turned: boolean
}

/** Which words that are gone are being looked for. */
export interface Finding {
  readonly claim: ClaimRef
  readonly part: PartName
}

/** Somebody who is followed. */
export interface Followed {
  readonly id: string
  readonly name: string
}

/** An open article as one person works on it: what is shown, chosen and selected. */
export interface Workspace {
  readonly session: ArticleSession
  readonly layers: readonly LayerSession[]
  /** Whether the text may be edited. */
  readonly editable: boolean
  /** The layer that new claims go into, as {@link working} says; `undefined` when none may be written. */
  readonly writable: LayerSession | undefined
  /** The id of the layer that was chosen to work in. */
  readonly working: Cell<string | undefined>
  readonly scheme: Scheme
  readonly looks: readonly TypeLook[]
  /** The claims of the layers that are shown, in the order of the text; renewed at most once a frame. */
  readonly claims: Observable<readonly ShownClaim[]>
  /** The same claims for their cards, which do not change when a claim only moves. */
  readonly cards: Observable<readonly ShownClaim[]>
  /** Tell when relations of a layer have changed. */
  readonly relationsOf: readonly Pick<Observable<unknown>, 'subscribe'>[]
  readonly visible: Cell<ReadonlySet<string>>
  /** How it is looked at: filter, focus, margin, relations. */
  readonly view: ViewState
  readonly selected: Cell<ClaimRef | undefined>
  readonly hovered: Cell<ClaimRef | undefined>
  /** The words selected in the article, also while something else has the focus. */
  readonly selection: Cell<Span | undefined>
  readonly mode: Cell<Mode>
  readonly pending: Cell<PendingMark | undefined>
  readonly finding: Cell<Finding | undefined>
  /** A place in the text that is offered and not taken. */
  readonly preview: Cell<readonly Span[]>
  readonly lastType: Cell<string | undefined>
  /** Who was named last as a speaker here. */
  readonly lastSpeaker: Cell<Speaker | undefined>
  /** The sentence that was taken last, as it was selected: the next press takes the one after it. */
  readonly taken: Cell<Span | undefined>
  readonly picked: Cell<PickedClaim | undefined>
  /** Whether the key that leads to a field was pressed, and which field is waited for. */
  readonly led: Cell<boolean>
  /** Whose places one is taken to as they move; until one goes somewhere oneself. */
  readonly following: Cell<Followed | undefined>
  /** What to press for each relation type of the scheme. */
  readonly relationKeys: readonly (string | undefined)[]
  /** One's own steps on text and claims, in the order they were made. */
  readonly history: JointHistory
  /** Which comments one has seen. */
  readonly read: ReadMarks
  readonly talk: TalkCounts
  readonly panelOpen: Cell<boolean>
  readonly surface: Cell<ArticleSurface | undefined>
  readonly keysShown: Cell<boolean>
  /** Whether words are being looked for in the text that is edited. */
  readonly findingWords: Cell<boolean>
  /** Bring {@link claims} up to date now rather than in the next frame. */
  settle(): void
  close(): void
}

const shownKey = 'claimspan.hidden-layers'

/** Make a workspace on a session whose layers have arrived. */
export function makeWorkspace(
  session: ArticleSession,
  layers: readonly LayerSession[],
  scheme: Scheme,
  editable = true,
): Workspace {
  const visible = cell<ReadonlySet<string>>(keptVisible(layers))
  const collect = (): readonly ShownClaim[] => {
    const shown = layers.filter(({ id }) => visible.get().has(id))
    const claims = shown.flatMap(({ id, writable, store }) =>
      store.claims().map((claim) => ({ claim, layer: id, writable })),
    )
    // One layer's claims come in the order of the text.
    return shown.length < 2 ? claims : inTextOrder(claims)
  }
  const claims = cell<readonly ShownClaim[]>(collect())
  const renewal = frameTask(() => {
    later.cancel()
    claims.set(collect())
  })
  const { cards, end: endCards } = claimCards(claims)
  const selected = cell<ClaimRef | undefined>(undefined)
  const finding = cell<Finding | undefined>(undefined)
  const preview = cell<readonly Span[]>([])
  // Looking for words ends when another claim is chosen, and when they are there again.
  const endFinding = () => {
    const looked = finding.get()
    if (looked === undefined) return
    const shown = findClaim(claims.get(), looked.claim)
    const isGone = shown !== undefined && partNamed(shown.claim, looked.part)?.state === 'detached'
    if (isGone && sameRef(selected.get(), looked.claim)) return
    finding.set(undefined)
    preview.set([])
  }
  // While somebody types, the painter moves what it paints by itself: where ten thousand claims are now is asked later.
  const typing = textEdits(session)
  const later = pauseTask(renewal.request, { pause: 120, most: 400 })
  const ends = layers.map(({ store }) => store.observe(() => (typing.isOne() ? later.request() : renewal.request())))
  ends.push(
    typing.end,
    later.end,
    endCards,
    selected.subscribe(endFinding),
    claims.subscribe(endFinding),
    visible.subscribe(() => {
      keepVisible(layers, visible.get())
      renewal.request()
    }),
  )
  const read = readMarks(session.document)
  const talk = talkCounts(layers, read)
  ends.push(() => read.close(), talk.end)
  const working = cell<string | undefined>(firstWorking(session.document, layers))
  ends.push(working.subscribe(() => keepWorking(session.document, working.get() ?? '')))
  const history = jointHistory()
  for (const { id, writable, store } of layers) {
    if (!writable) continue
    const { history: manager } = store
    ends.push(history.add({ name: id, manager, undo: () => manager.undo(), redo: () => manager.redo() }))
  }
  return {
    session,
    layers,
    editable,
    get writable() {
      return layers.find(({ id, writable }) => writable && id === working.get())
    },
    working,
    scheme,
    looks: typeLooks(scheme),
    claims,
    cards,
    visible,
    view: viewState(claims, cards),
    relationsOf: layers.map(({ store }) => ({
      subscribe: (listener: () => void) => store.observe(({ relations }) => relations.size > 0 && listener()),
    })),
    selected,
    hovered: cell<ClaimRef | undefined>(undefined),
    selection: cell<Span | undefined>(undefined),
    mode: cell<Mode>('annotate'),
    pending: cell<PendingMark | undefined>(undefined),
    finding,
    preview,
    lastType: cell<string | undefined>(scheme.claimTypes[0]?.label),
    lastSpeaker: cell<Speaker | undefined>(undefined),
    taken: cell<Span | undefined>(undefined),
    picked: cell<PickedClaim | undefined>(undefined),
    led: cell(false),
    following: cell<Followed | undefined>(undefined),
    relationKeys: labelKeys(scheme.relationTypes),
    history,
    read,
    talk,
    panelOpen: cell(false),
    surface: cell<ArticleSurface | undefined>(undefined),
    keysShown: cell(false),
    findingWords: cell(false),
    settle() {
      if (later.isDue()) renewal.request()
      renewal.flush()
    },
    close() {
      renewal.end()
      for (const end of ends) end()
    },
  }
}

/** Layers are shown unless they were hidden at an earlier visit. */
function keptVisible(layers: readonly LayerSession[]): ReadonlySet<string> {
  let hidden: readonly string[] = []
  try {
    hidden = (localStorage.getItem(shownKey) ?? '').split(' ')
  } catch {
    // Storage may be refused: everything is shown.
  }
  return new Set(layers.map(({ id }) => id).filter((id) => !hidden.includes(id)))
}

function keepVisible(layers: readonly LayerSession[], visible: ReadonlySet<string>): void {
  try {
    localStorage.setItem(
      shownKey,
      layers
        .map(({ id }) => id)
        .filter((id) => !visible.has(id))
        .join(' '),
    )
  } catch {
    // As above: it holds until the page is closed.
  }
}
