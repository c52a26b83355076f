import type { Scheme } from '@claimspan/core'
import {
  BadgeCheck,
  CircleDashed,
  GitBranch,
  Hash,
  Landmark,
  type LucideIcon,
  MessageSquareQuote,
  Shapes,
  Tag,
} from 'lucide-react'
import { labelKeys } from '../article/label-keys.js'
import { say } from '../words/words.js'
import { typeSlots } from './type-slots.js'

/** How a claim type looks: its slot of the tokens (1 to 7; 0 for none), icon, key, and a short name for narrow places. */
export interface TypeLook {
  readonly label: string
  readonly short: string
  readonly slot: number
  readonly icon: LucideIcon
  readonly definition: string | undefined
  /** The key that makes a claim of it: the scheme's, else a digit. */
  readonly key: string | undefined
}

const icons: Readonly<Record<string, LucideIcon>> = {
  'Event/Property Claim': Landmark,
  'Numerical Claim': Hash,
  'Position Statement': BadgeCheck,
  'Quote Verification': MessageSquareQuote,
  'Causal Claim': GitBranch,
}
const otherIcons: readonly LucideIcon[] = [Tag, Shapes]
/** The looks of a scheme's claim types, in its order. */
export function typeLooks(scheme: Scheme): readonly TypeLook[] {
  const keys = labelKeys(scheme.claimTypes)
  const slots = typeSlots(scheme.claimTypes)
  return scheme.claimTypes.map(({ label, definition }, at) => ({
    label,
    short: label.replace(/\s+(Claim|Statement|Verification)$/, ''),
    slot: slots[at] ?? 0,
    icon: icons[label] ?? otherIcons[at % otherIcons.length] ?? Tag,
    definition,
    key: keys[at],
  }))
}

/** The look of a claim that has no type, or one that the scheme does not know. */
export const plainLook = (label = say('claims.no-type')): TypeLook => ({
  label,
  short: label,
  slot: 0,
  icon: CircleDashed,
  definition: undefined,
  key: undefined,
})

export function lookOf(looks: readonly TypeLook[], label: string | undefined): TypeLook {
  return looks.find((look) => look.label === label) ?? plainLook(label)
}
