import { claimStatuses } from '@claimspan/core'
import type { SharedLayer } from './shared-layer.js'
import { readLabels } from './stored-claim.js'

/** How many claims of a layer are of each type and in each status. No anchor is resolved for it. */
export function countClaims({ claims }: SharedLayer): {
  readonly types: Readonly<Record<string, number>>
  readonly statuses: Readonly<Record<string, number>>
} {
  const types = new Map<string, number>()
  const statuses = new Map<string, number>()
  const count = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const map of claims.values()) {
    if (typeof map?.entries !== 'function') continue
    for (const label of readLabels(map, 'type')) count(types, label)
    const status = map.get('status')
    count(statuses, claimStatuses.find((known) => known === status) ?? 'draft')
  }
  return { types: Object.fromEntries(types), statuses: Object.fromEntries(statuses) }
}
