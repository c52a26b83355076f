import {
  layerRoom,
  nameAnnotator,
  type Peer,
  type Presence,
  peersOf,
  readAnnotators,
  type SharedLayer,
  type SharedText,
  setPresence,
  sharedLayer,
  sharedText,
  textRoom,
  type YjsClaimStore,
  yjsClaimStore,
} from '@claimspan/collab'
import { documentId, type LayerKind, layerId, layerKinds } from '@claimspan/core'
import { HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import type { LayerSummary } from '../server/api.js'
import { frameTask } from '../state/frame.js'
import { type Cell, cell, type Observable } from '../state/observable.js'
import { ackLedger } from './ack-ledger.js'
import { carryOver } from './carry-over.js'
import { ledgerSocket } from './ledger-socket.js'
import { randomWord } from './random-word.js'
import { strandedWords } from './refusal-words.js'
import { enterRoom } from './room.js'
import { type SaveState, saveStateOf } from './save-state.js'

/** A layer over the article, as this session has it. */
export interface LayerSession {
  readonly id: string
  readonly kind: LayerKind
  readonly name: string
  /** Whether claims may be made and changed in it here. */
  readonly writable: boolean
  /** Whether it is an independent layer that has been opened to everybody. */
  readonly isRevealed: boolean
  readonly store: YjsClaimStore
  /** What the store is on. */
  readonly shared: SharedLayer
  /** The name of whoever made something in it, else the id. */
  nameOf(annotator: string): string
  /** Everybody who has a name in it. */
  names(): readonly string[]
}

/** An article that is open: its text and layers, kept the same for everybody. */
export interface ArticleSession {
  readonly document: string
  readonly shared: SharedText
  /** Undefined until everything has arrived for the first time. */
  readonly layers: Observable<readonly LayerSession[] | undefined>
  readonly save: Observable<SaveState>
  readonly peers: Observable<readonly Peer[]>
  /** Whether the server takes no more changes of these documents: the article has to be opened anew. */
  readonly stale: Observable<boolean>
  /** The rooms' documents, by their names. */
  readonly docs: ReadonlyMap<string, SharedText['doc']>
  /** Run before anything that arrives is applied: where local edits are written out. */
  beforeRemote(run: () => void): () => void
  present(presence: Presence): void
  /** Say what an annotator is called in a layer they have written to. */
  nameIn(layer: string, annotator: { readonly id: string; readonly name: string }): void
  close(): void
}

/** The address of the sync server behind a page. */
export function syncAddress(page: Pick<Location, 'protocol' | 'host'>): string {
  return `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/sync`
}

/** Open an article with its layers. The rooms share one connection, which mends itself until the session is closed. */
export function openArticle(
  document: string,
  layers: readonly LayerSummary[],
  address: string,
  options: {
    /** What to show the server at the door. */
    readonly token: () => Promise<string>
    /** Documents of an earlier session, whose changes that were not saved are made anew in this one. */
    readonly carry?: ReadonlyMap<string, SharedText['doc']>
    /** Whether curated layers may be written here, where the person may. */
    readonly curates?: boolean
  },
): ArticleSession {
  const id = documentId(document)
  const save: Cell<SaveState> = cell<SaveState>({ kind: 'connecting' })
  const peers: Cell<readonly Peer[]> = cell<readonly Peer[]>([])
  const open: Cell<readonly LayerSession[] | undefined> = cell<readonly LayerSession[] | undefined>(undefined)
  const before = new Set<() => void>()
  let closed = false
  let everSettled = false

  const names: string[] = []
  let calm: ReturnType<typeof setTimeout> | undefined
  const ledger = ackLedger(() => {
    const state = saveStateOf(names.map(progressOf), everSettled)
    if (state.kind === 'saved') everSettled = true
    clearTimeout(calm)
    // While somebody types, each key is saved before the next: "sending" stays up until there is a pause.
    if (state.kind === 'saved' && save.get().kind === 'sending') calm = setTimeout(() => save.set(state), calmAfter)
    else if (state.kind !== save.get().kind || state.kind === 'refused') save.set(state)
  })
  const progressOf = (name: string) => ledger.progress(name)

  const socket = new HocuspocusProviderWebsocket({
    url: address,
    WebSocketPolyfill: ledgerSocket(ledger),
    delay: 500,
    minDelay: 400,
    maxDelay: 5000,
    // Called before the message reaches any room: local edits are written out first, so that they are not lost.
    onMessage: () => {
      for (const run of before) run()
    },
  })
  // What was sent while there was no connection waits in a queue, and would arrive before what was lost with the old
  // connection. On coming back each room sends everything that the server lacks, so the queue, a private field, goes.
  socket.on('open', () => Reflect.set(socket, 'messageQueue', []))
  const goneOnline = () => void socket.connect()
  window.addEventListener('online', goneOnline)

  const stale: Cell<boolean> = cell<boolean>(false)
  const docs = new Map<string, SharedText['doc']>()
  const enter = (name: string, withPeople: boolean) => {
    names.push(name)
    const room = enterRoom(name, socket, ledger, {
      withPeople,
      token: options.token,
      stale: () => stale.set(true),
    })
    docs.set(name, room.doc)
    return room
  }
  const carryInto = (name: string) => {
    const from = options.carry?.get(name)
    const to = docs.get(name)
    if (from === undefined || to === undefined) return
    try {
      carryOver(from, to, carried)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      ledger.refuse(name, strandedWords())
    }
  }
  const text = enter(textRoom(id), true)
  const shared = sharedText(text.doc)
  const layerRooms = layers.map((summary) => ({
    summary,
    room: enter(layerRoom(id, layerId(summary.id)), false),
  }))
  const maps = new Map<string, SharedLayer>(layerRooms.map(({ summary, room }) => [summary.id, sharedLayer(room.doc)]))

  const meeting = frameTask(() => {
    if (text.awareness === null) return
    const met = peersOf(text.awareness, shared)
    if (met.length > 0 || peers.get().length > 0) peers.set(met)
  })
  text.awareness?.on('change', meeting.request)
  // Their selections are held by the text, so they move with it.
  text.doc.on('update', meeting.request)

  Promise.all([text.arrived, ...layerRooms.map(({ room }) => room.arrived)]).then(() => {
    if (closed) return
    for (const name of names) carryInto(name)
    open.set(
      layerRooms.map(({ summary, room }) => {
        const map = sharedLayer(room.doc)
        const kind = layerKinds.find((known) => known === summary.kind) ?? 'shared'
        const isWritten =
          kind === 'shared' || kind === 'independent' || (kind === 'curated' && options.curates === true)
        return {
          id: summary.id,
          kind,
          name: summary.name ?? summary.id.charAt(0).toUpperCase() + summary.id.slice(1),
          writable: isWritten && summary.access !== 'read',
          isRevealed: summary.revealedAt !== undefined,
          shared: map,
          store: yjsClaimStore(shared, map, { edges, layer: layerId(summary.id) }),
          nameOf: (annotator) => readAnnotators(map).find((known) => known.id === annotator)?.name ?? annotator,
          names: () => readAnnotators(map).map((known) => known.name),
        }
      }),
    )
  })

  return {
    document,
    shared,
    layers: open,
    save,
    peers,
    stale,
    docs,
    beforeRemote(run) {
      before.add(run)
      return () => before.delete(run)
    },
    present(presence) {
      if (text.awareness !== null && !closed) setPresence(text.awareness, shared, presence)
    },
    nameIn(layer, annotator) {
      const map = maps.get(layer)
      const who = { id: annotator.id, name: annotator.name }
      if (map !== undefined) nameAnnotator(map, who as Parameters<typeof nameAnnotator>[1])
    },
    close() {
      closed = true
      clearTimeout(calm)
      meeting.end()
      window.removeEventListener('online', goneOnline)
      for (const layer of open.get() ?? []) layer.store.close()
      for (const { room } of layerRooms) room.close()
      text.close()
      socket.destroy()
    },
  }
}

/** How long nothing is sent before the work is called saved, in milliseconds. */
const calmAfter = 300

/** The Yjs origin of changes that come from an earlier session. */
const carried = { name: 'claimspan-carried' }

const edges = { now: () => new Date().toISOString(), newId: () => `c${randomWord(13)}` }
