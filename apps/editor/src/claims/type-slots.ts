import type { Label } from '@claimspan/core'

/** The hues of the tokens' slots 1 to 7, in degrees: blue, amber, violet, green, rose, teal, olive. */
const hues: readonly number[] = [211, 37, 265, 115, 345, 187, 58]

/** How many looks there are; a scheme with more types uses them again. */
export const slotCount = hues.length

/**
 * The slot of each label: that whose hue is the nearest to the label's colour and not taken, since the slots' own colours are
 * those that can be read on light and on dark. A label without a hue takes the slot of its place, or the next that is free.
 */
export function typeSlots(labels: readonly Label[]): readonly number[] {
  const slots = new Array<number>(labels.length).fill(0)
  // Each round gives every slot once.
  for (let from = 0; from < labels.length; from += slotCount) {
    const round = labels.slice(from, from + slotCount)
    const free = new Set(hues.keys())
    const take = (at: number, slot: number) => {
      free.delete(slot)
      slots[from + at] = slot + 1
    }
    for (const [at, { color }] of round.entries()) {
      const hue = hueOf(color)
      if (hue === undefined) continue
      const [nearest] = [...free].sort((a, b) => apart(hues[a] ?? 0, hue) - apart(hues[b] ?? 0, hue))
      if (nearest !== undefined) take(at, nearest)
    }
    for (const at of round.keys()) {
      if (slots[from + at] !== 0) continue
      const [next = at] = free
      take(at, free.has(at) ? at : next)
    }
  }
  return slots
}

const apart = (a: number, b: number): number => Math.min(Math.abs(a - b), 360 - Math.abs(a - b))

/** The hue of a colour such as `#0077bb`, in degrees; `undefined` of greys and of what is no such colour. */
function hueOf(color = ''): number | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return undefined
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const most = Math.max(red, green, blue)
  const range = most - Math.min(red, green, blue)
  if (range < 24) return undefined
  const sector =
    most === red ? (green - blue) / range : most === green ? 2 + (blue - red) / range : 4 + (red - green) / range
  return (sector * 60 + 360) % 360
}
