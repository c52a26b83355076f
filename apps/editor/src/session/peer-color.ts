/** The colours that others are told, by slot: those of the light theme. Each page shows its own theme's. */
const hexes = ['#b3402a', '#1d63b0', '#7a3fa0', '#0d6e63', '#a12f6b', '#6b5a00', '#3d52c4', '#4b6410'] as const

/** The colour to tell others for a slot from 1. */
export function hexOfPeer(slot: number): string {
  return hexes[slot - 1] ?? hexes[0]
}

/** The slot from 1 of a colour that somebody told; some slot, always the same one, for a colour of their own. */
export function slotOfPeer(hex: string): number {
  const known = (hexes as readonly string[]).indexOf(hex.toLowerCase())
  if (known >= 0) return known + 1
  const sum = [...hex].reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return 1 + (sum % hexes.length)
}
