import type { AttributionKind, Claim, Speaker } from '@claimspan/core'
import { goToField } from '../article/form-fields.js'
import { chosen } from '../article/marking.js'
import type { Workspace } from '../article/workspace.js'
import { announce } from '../design/announcer.js'
import { say } from '../words/words.js'
import { attributionKindOf } from './attribution-kind.js'

/**
 * Say that the chosen claim is said by the speaker who was named last; without one, the field for it is opened. Whether it
 * is direct, indirect or mixed is told by the quotation marks, unless somebody has said so already.
 */
export function attributeToLast(workspace: Workspace): void {
  const at = chosen(workspace)
  if (at === undefined) return
  const speaker = lastSpeaker(workspace)
  if (speaker === undefined) {
    announce(say('said.nobody'))
    goToField(workspace, 'speaker')
    return
  }
  const { claim } = at.shown
  const { within, kind = kindIn(workspace, claim) } = claim.attribution ?? {}
  at.layer.store.setAttribution(claim.id, { kind, speaker, ...(within === undefined ? {} : { within }) })
  workspace.lastSpeaker.set(speaker)
  announce(say(`said.${kind}`, { name: speaker.name }))
}

/** Direct, indirect or mixed, by the quotation marks in and around the claim's words. */
export function kindIn(workspace: Workspace, claim: Claim): AttributionKind {
  return attributionKindOf(
    workspace.session.shared.text.toString(),
    claim.mentions.flatMap(({ spans }) => spans),
  )
}

/** The speaker named last here; after the article was opened anew, that of the claim that was changed last. */
export function lastSpeaker(workspace: Workspace): Speaker | undefined {
  const named = workspace.lastSpeaker.get()
  if (named !== undefined) return named
  let latest: Claim | undefined
  const time = ({ updatedAt, createdAt }: Claim) => updatedAt ?? createdAt
  for (const { claim, writable } of workspace.claims.get()) {
    if (!writable || claim.attribution?.speaker === undefined) continue
    if (latest === undefined || time(claim) > time(latest)) latest = claim
  }
  return latest?.attribution?.speaker
}
