import type { LayerKind } from '@claimspan/core'
import { type Answer, json, type LayerSummary, posted } from './api.js'

/** Somebody for whom an independent layer can be made. */
export interface MayAnnotate {
  readonly id: string
  readonly name: string
  readonly role: string
}

const layersPath = (document: string) => `/api/documents/${encodeURIComponent(document)}/layers`

export const listLayers = (document: string): Promise<Answer<readonly LayerSummary[]>> => json(layersPath(document))

export const makeLayer = (
  document: string,
  layer: { readonly id: string; readonly kind: LayerKind; readonly name?: string },
): Promise<Answer<LayerSummary>> => json(layersPath(document), posted(layer))

/** Open independent layers to everybody, all at once; all of the document's without a list. */
export const revealLayers = (document: string, layers?: readonly string[]): Promise<Answer<readonly LayerSummary[]>> =>
  json(`/api/documents/${encodeURIComponent(document)}/reveal`, posted(layers === undefined ? {} : { layers }))

/** Those who may annotate; nobody where there are no accounts. */
export const listAnnotators = (): Promise<Answer<readonly MayAnnotate[]>> => json('/api/annotators')
