import { type DocumentId, documentId, idPattern, type LayerId, layerId } from '@claimspan/core'

/** One thing that has one permission, and so one Yjs document of its own: the text of an article, or one layer over it. */
export type Room =
  | { readonly kind: 'text'; readonly document: DocumentId }
  | { readonly kind: 'layer'; readonly document: DocumentId; readonly layer: LayerId }

/** The name of the room that holds a document's text. */
export const textRoom = (document: DocumentId): string => `text/${document}`

/** The name of the room that holds one layer of a document. */
export const layerRoom = (document: DocumentId, layer: LayerId): string => `layer/${document}/${layer}`

/** The room of that name; `undefined` when the name is not one that {@link textRoom} or {@link layerRoom} makes. */
export function parseRoom(name: string): Room | undefined {
  const [kind, document, layer, ...rest] = name.split('/')
  if (document === undefined || !idPattern.test(document) || rest.length > 0) return undefined
  if (kind === 'text' && layer === undefined) return { kind, document: documentId(document) }
  if (kind === 'layer' && layer !== undefined && idPattern.test(layer)) {
    return { kind, document: documentId(document), layer: layerId(layer) }
  }
  return undefined
}
