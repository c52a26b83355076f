import { type LayerKind, layerKinds } from '@claimspan/core'

/** What people are in a project, which is everything that one server keeps. */
export const roles = ['owner', 'curator', 'annotator', 'reader'] as const
export type Role = (typeof roles)[number]

/** Where there are no accounts, everybody on this machine is a guest. */
export type Standing = Role | 'guest'

export const isRole = (value: unknown): value is Role => roles.some((role) => role === value)

/** What a person may do or not. Layers are of a kind; a layer of the kind independent is that of the annotator whose id it bears. */
export const acts = [
  'read text',
  'edit text',
  'read shared',
  'write shared',
  'read own independent',
  'write own independent',
  'read another’s independent',
  'write another’s independent',
  'read curated',
  'write curated',
  'read suggested',
  'write suggested',
  'create document',
  'make version',
  'make own layer',
  'make any layer',
  'delete document',
  'read history',
  'restore',
  'export',
  'edit scheme',
  'set status',
  'set curated',
  'assign anybody',
  'manage people',
  'manage webhooks',
] as const
export type Act = (typeof acts)[number]

const everybody: readonly Standing[] = [...roles, 'guest']
const annotating: readonly Standing[] = ['owner', 'curator', 'annotator', 'guest']
const curating: readonly Standing[] = ['owner', 'curator', 'guest']
const owning: readonly Standing[] = ['owner', 'guest']
const guests: readonly Standing[] = ['guest']
const owners: readonly Standing[] = ['owner']
const nobody: readonly Standing[] = []

/** Who may do what: the one place that says so. The test goes through each cell. */
const allowed: Readonly<Record<Act, readonly Standing[]>> = {
  'read text': everybody,
  'edit text': curating,
  'read shared': everybody,
  'write shared': annotating,
  'read own independent': everybody,
  'write own independent': annotating,
  'read another’s independent': curating,
  'write another’s independent': guests,
  'read curated': everybody,
  'write curated': curating,
  'read suggested': everybody,
  'write suggested': nobody,
  'create document': curating,
  'make version': curating,
  'make own layer': annotating,
  'make any layer': curating,
  'delete document': owning,
  'read history': annotating,
  restore: curating,
  export: annotating,
  'edit scheme': curating,
  'set status': annotating,
  'set curated': curating,
  'assign anybody': curating,
  'manage people': owners,
  'manage webhooks': owners,
}

export const may = (role: Standing, act: Act): boolean => allowed[act].includes(role)

/** A room as far as its permission goes. */
export type Guarded =
  | { readonly kind: 'text' }
  | {
      readonly kind: 'layer'
      readonly layer: string
      readonly is: LayerKind
      /** Whether an independent layer has been opened to everybody. */
      readonly isRevealed?: boolean
    }

/** What somebody may do in a room. */
export type Access = 'none' | 'read' | 'write'

/** What this person may do in that room. */
export function accessTo(room: Guarded, { id, role }: { readonly id: string; readonly role: Standing }): Access {
  const [read, write] = actsIn(room, id)
  return may(role, write) ? 'write' : may(role, read) ? 'read' : 'none'
}

function actsIn(room: Guarded, id: string): readonly [read: Act, write: Act] {
  if (room.kind === 'text') return ['read text', 'edit text']
  if (room.is !== 'independent') return [`read ${room.is}`, `write ${room.is}`]
  const whose = room.layer === id ? 'own' : 'another’s'
  const read: Act = room.isRevealed === true ? 'read shared' : `read ${whose} independent`
  return [read, `write ${whose} independent`]
}

export const isLayerKind = (value: unknown): value is LayerKind => layerKinds.some((kind) => kind === value)
