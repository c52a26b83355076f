import { annotatorId, layer, layerId } from '@claimspan/core'
import * as Y from 'yjs'
import {
  type CopiedWords,
  type ReturnRecorder,
  recordReturns,
  type SharedLayer,
  type SharedText,
  sharedLayer,
  sharedText,
  writeLayer,
  type YjsClaimStore,
  yjsClaimStore,
} from '../src/index.js'

/** What a Yjs document is for: the text, the layer that all write, or the layer that one person alone writes. */
export type Room = 'text' | 'shared' | `own-${number}`

/** The Yjs origin of what came over the network. */
export const network = { name: 'network' }

/** What was cut, kept for a paste. */
export interface Clipboard {
  readonly words: string
  readonly copied: CopiedWords
}

/** One person's machine: copies of all rooms, and what of it is gone after a restart. */
export interface Person {
  readonly number: number
  /** Somebody who may not edit the text marks in a layer of their own only. */
  readonly mayEdit: boolean
  docs: ReadonlyMap<Room, Y.Doc>
  text: SharedText
  layers: ReadonlyMap<Room, { readonly shared: SharedLayer; readonly store: YjsClaimStore }>
  origin: object
  history: Y.UndoManager
  recorder: ReturnRecorder
  clipboard: Clipboard | undefined
  /** Every update that was made or came here, in order, as a server would log it. */
  readonly log: { readonly room: Room; readonly update: Uint8Array }[]
}

export const roomsFor = (people: number): readonly Room[] => [
  'text',
  'shared',
  ...Array.from({ length: people }, (_, at): Room => `own-${at}`),
]

/** Start a person's machine on these documents. Its client ids are new ones, as after every start. */
export function start(
  person: Pick<Person, 'number' | 'mayEdit' | 'log'> & Partial<Person>,
  docs: ReadonlyMap<Room, Y.Doc>,
  edges: { readonly newId: () => string; readonly onUpdate: (room: Room, update: Uint8Array) => void },
): Person {
  const doc = docs.get('text')
  if (doc === undefined) throw new Error('A person needs the text')
  const text = sharedText(doc)
  const layers = new Map<Room, { readonly shared: SharedLayer; readonly store: YjsClaimStore }>()
  for (const [room, of] of docs) {
    of.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === network) return
      person.log.push({ room, update })
      edges.onUpdate(room, update)
    })
    if (room === 'text') continue
    const shared = sharedLayer(of)
    const store = yjsClaimStore(text, shared, {
      edges: { newId: edges.newId, now: () => '2026-01-02T03:04:05Z', annotator: annotatorId(`p${person.number}`) },
      layer: layerId(room),
    })
    layers.set(room, { shared, store })
  }
  const origin = { name: `editor of ${person.number}` }
  const history = new Y.UndoManager([text.text, text.meta], { trackedOrigins: new Set([origin]), captureTimeout: 0 })
  const recorder = recordReturns(text, { origin, history })
  return Object.assign(person, { docs, text, layers, origin, history, recorder, clipboard: undefined })
}

export function stop(person: Person): void {
  person.recorder.close()
  person.history.destroy()
  for (const { store } of person.layers.values()) store.close()
}

/** Say in every layer what it is; once, by whoever begins the session. */
export function nameLayers(docs: ReadonlyMap<Room, Y.Doc>): void {
  for (const [room, doc] of docs) {
    if (room === 'text') continue
    writeLayer(sharedLayer(doc), layer({ id: room, kind: room === 'shared' ? 'shared' : 'independent' }))
  }
}
