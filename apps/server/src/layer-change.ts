import {
  nameAnnotator,
  type SharedLayer,
  sharedLayer,
  sharedText,
  textRoom,
  type YjsClaimStore,
  yjsClaimStore,
} from '@claimspan/collab'
import { annotator, documentId } from '@claimspan/core'
import type { Identity } from './identity.js'
import { roomUpdate } from './room-change.js'
import { newSecret } from './secret.js'
import { storedDoc } from './stored-room.js'
import type { LoggedDocument, LogReader, NewUpdate } from './update-log.js'

/** As {@link roomUpdate}, for a change of one layer's claims, relations, discussions and decisions. */
export function layerUpdate(
  log: LogReader,
  document: LoggedDocument,
  room: string,
  who: Identity,
  change: (store: YjsClaimStore, shared: SharedLayer) => void,
): readonly NewUpdate[] {
  return roomUpdate(log, room, who, (doc) => {
    const layer = sharedLayer(doc)
    const text = sharedText(storedDoc(log, textRoom(documentId(document.id))))
    const edges = { now: () => new Date().toISOString(), newId: newClaimId }
    const store = yjsClaimStore(text, layer, { edges })
    let isChanged = false
    doc.once('update', () => {
      isChanged = true
    })
    try {
      doc.transact(() => change(store, layer))
      if (isChanged) nameAnnotator(layer, annotator(who.id, who.name))
    } finally {
      store.close()
    }
  })
}

/** An id that nobody else makes: it begins with a letter and has 128 random bits. */
export const newClaimId = () =>
  `c-${newSecret()
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 22)}`
