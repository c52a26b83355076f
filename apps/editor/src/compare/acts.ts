import type { Claim } from '@claimspan/core'
import { announce } from '../design/announcer.js'
import { toast } from '../design/toasts.js'
import { adjustSpan, type Edge } from '../marking/word-edges.js'
import { me } from '../session/me.js'
import type { WordKey } from '../words/en.js'
import { say } from '../words/words.js'
import type { Place } from './comparison.js'
import {
  decideField,
  decidePlace,
  decideRelation,
  type Taking,
  type Target,
  takeAgreed as takeAllAgreed,
} from './deciding.js'
import {
  changedPlace,
  chosenNow,
  type Desk,
  fociOf,
  focusIn,
  isOpen,
  listed,
  relationIn,
  sameFocus,
  whole,
} from './desk.js'
import { fieldName, placeSummary } from './place-words.js'

/** Which layers' values are taken: of those by their number from the left, of the last, of all, or of none. */
export type Taken = number | 'last' | 'both' | 'none'

/** Go to a place, and say which, after what there is to say of the last one. */
export function goTo(desk: Desk, place: Place, after = ''): void {
  const isInList = document.activeElement?.closest('.place-list') != null
  desk.editing.set(false)
  desk.focus.set(whole)
  desk.chosen.set(place.id)
  focusPlace(isInList ? '.place-list [aria-current=true]' : '.compared-place')
  announce(`${after} ${placeSummary(desk, place)}`.trim())
}

/** Give the chosen place, or its entry in the list, the focus once it is on the page. */
export function focusPlace(which = '.compared-place'): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>(which)?.focus({ preventScroll: true })
    document.querySelector('.place-list [aria-current=true]')?.scrollIntoView({ block: 'nearest' })
  })
}

/** The next or previous place in the list. */
export function step(desk: Desk, by: 1 | -1): void {
  const places = listed(desk.live.get(), desk.listing.get())
  const now = chosenNow(desk)
  const next = places[now === undefined ? 0 : places.indexOf(now) + by]
  if (next === undefined) announce(say(by === 1 ? 'compare.at-end' : 'compare.at-start'))
  else goTo(desk, next)
}

/** The next or previous place with a question, from the start again after the last. */
export function stepOpen(desk: Desk, by: 1 | -1): void {
  const all = desk.live.get()?.places ?? []
  const now = all.findIndex(({ id }) => id === chosenNow(desk)?.id)
  const order = all.map((_, offset) => all[(now + by * (offset + 1) + all.length * 2) % all.length])
  const next = order.find((place) => place !== undefined && isOpen(place))
  if (next === undefined) announce(say('compare.none-open'))
  else goTo(desk, next)
}

/** The next or previous field of the place; before the first is the whole of it. */
export function stepField(desk: Desk, by: 1 | -1): void {
  const place = chosenNow(desk)
  if (place === undefined) return
  const foci = [whole, ...fociOf(place)]
  const at = foci.findIndex((one) => sameFocus(one, focusIn(place, desk.focus.get())))
  const next = foci[at + by]
  if (next === undefined) return
  desk.focus.set(next)
  announce(fieldName(place, next))
}

/** Take what these layers have, of what the focus is on; after a whole place was decided, go on to the next question. */
export function take(desk: Desk, taken: Taken): void {
  const place = chosenNow(desk)
  const target = targetOf(desk)
  if (place === undefined || target === undefined) return
  const comparison = desk.live.get()
  if (comparison === undefined) return
  const taking = columnsOf(desk, taken)
  if (taking === undefined) return
  const focus = focusIn(place, desk.focus.get())
  const name = fieldName(place, focus)
  const relation = relationIn(place, focus)
  const problem =
    relation !== undefined
      ? decideRelation(comparison, place, relation, taking, target)
      : focus.kind === 'field'
        ? decideField(comparison, place, focus.field, taking, target)
        : decidePlace(comparison, place, taking, target)
  if (problem !== undefined) {
    toast(say(`compare.not-${problem}`))
    return
  }
  desk.chosen.set(place.id)
  desk.live.settle()
  const from =
    taken === 'none' ? say('compare.took-none') : taking.map((column) => desk.layers[column]?.name).join(' + ')
  const sentence = say('compare.took', { what: name, from })
  if (focus.kind === 'whole') goOn(desk, place, sentence)
  else announce(sentence)
}

/** After a place was decided: the next question after it, if there is one. */
function goOn(desk: Desk, decided: Place, sentence: string): void {
  const all = desk.live.get()?.places ?? []
  const at = all.findIndex((place) => place.sources.some((id) => decided.sources.includes(id)))
  const next = [...all.slice(at + 1), ...all.slice(0, Math.max(0, at))].find(isOpen)
  if (next === undefined) announce(`${sentence} ${say('compare.none-open')}`)
  else goTo(desk, next, sentence)
}

/** Take everything that all layers say alike. */
export function takeAgreed(desk: Desk): void {
  const target = targetOf(desk)
  const comparison = desk.live.get()
  if (target === undefined || comparison === undefined) return
  const count = takeAllAgreed(comparison, target)
  desk.live.settle()
  const sentence = say('compare.took-agreed', { count })
  announce(sentence)
  toast(sentence)
}

/** Undo or redo my last step in the curated layer, and go where it was. */
export function travel(desk: Desk, way: 'undo' | 'redo'): void {
  const before = desk.live.get()
  const history = desk.target?.store.history
  const done = history?.[way]() ?? null
  desk.live.settle()
  if (done === null) {
    announce(say(way === 'undo' ? 'compare.nothing-undo' : 'compare.nothing-redo'))
    return
  }
  const after = desk.live.get()
  const place = changedPlace(before, after)
  const sentence = say(way === 'undo' ? 'compare.undone' : 'compare.redone')
  const isListed = place !== undefined && listed(after, desk.listing.get()).includes(place)
  if (!isListed || desk.editing.get()) announce(sentence)
  else goTo(desk, place, sentence)
}

/** Edit the chosen place's claim in the curated layer; one that is not there yet is taken first, as the first layer has it. */
export function edit(desk: Desk): void {
  const place = chosenNow(desk)
  const target = targetOf(desk)
  const comparison = desk.live.get()
  if (place === undefined || target === undefined || comparison === undefined) return
  if (place.result === undefined) {
    const column = place.claims.findIndex((claim) => claim !== undefined)
    decidePlace(comparison, place, [column], target)
    desk.live.settle()
  }
  desk.chosen.set(place.id)
  desk.editing.set(true)
  announce(say('compare.editing'))
}

export function endEditing(desk: Desk): void {
  desk.editing.set(false)
  focusPlace()
}

/** Move an edge of the curated claim's words by a word. */
export function adjustWords(desk: Desk, edge: Edge, by: 1 | -1): void {
  const claim = chosenNow(desk)?.result
  const target = targetOf(desk)
  if (target === undefined) return
  if (claim === undefined) {
    toast(say('compare.not-taken-yet'))
    return
  }
  const spans = adjusted(desk.session.shared.text.toString(), claim, edge, by)
  const [mention] = claim.mentions
  if (spans === undefined || mention === undefined) {
    announce(say('compare.no-word'))
    return
  }
  desk.target?.store.markMention(claim.id, mention.id, spans)
  desk.live.settle()
  announce(chosenNow(desk)?.result?.mentions[0]?.quote ?? '')
}

function adjusted(text: string, { mentions }: Claim, edge: Edge, by: 1 | -1) {
  const spans = mentions[0]?.spans ?? []
  const at = edge === 'to' ? spans.length - 1 : 0
  const span = spans[at]
  const next = span === undefined ? undefined : adjustSpan(text, span, edge, by)
  if (next === undefined) return undefined
  if (next.from < (spans[at - 1]?.to ?? 0) || next.to > (spans[at + 1]?.from ?? text.length)) return undefined
  return spans.map((one, index) => (index === at ? next : one))
}

/** Escape: from editing to the place, from a field to the whole. Whether there was anything to let go of. */
export function letGo(desk: Desk): boolean {
  if (desk.editing.get()) endEditing(desk)
  else if (desk.focus.get().kind !== 'whole') desk.focus.set(whole)
  else return false
  return true
}

function columnsOf({ layers }: Desk, taken: Taken): Taking | undefined {
  if (taken === 'none') return []
  if (taken === 'both') return layers.map((_, column) => column)
  const column = taken === 'last' ? layers.length - 1 : taken
  return column < layers.length ? [column] : undefined
}

/** Where decisions go, by me; says why not when they cannot. */
function targetOf(desk: Desk): Target | undefined {
  if (desk.target === undefined || !desk.mayDecide) {
    const why: WordKey = desk.target === undefined ? 'compare.no-target' : 'compare.may-not'
    toast(say(why))
    return undefined
  }
  const self = me.get()
  desk.session.nameIn(desk.target.id, self)
  return { layer: desk.target, by: self.id, now: () => new Date().toISOString() }
}
