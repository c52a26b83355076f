import type { Command, KeyContext } from './command.js'
import { fieldKeys, type KeyPlace, type KeyRow, keyTable } from './keys.js'

/** What of a key press matters. */
export interface KeyPress {
  readonly key: string
  /** The key's place on the board, such as `KeyS`: where the letters are not Latin it says which key it is. */
  readonly code?: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The keys that a scheme gives its labels, in the order of the labels; `undefined` for a label without. */
export interface SchemeKeys {
  readonly types: readonly (string | undefined)[]
  readonly relations: readonly (string | undefined)[]
}

const rows: readonly KeyRow[] = [...fieldKeys.rows, ...keyTable.flatMap((group) => group.rows)]

const digits: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9']
const plainKeys: SchemeKeys = { types: digits, relations: digits }

/** The command of a key in its place; `undefined` when the key is nobody's, so that the browser does what it does. */
export function commandFor(press: KeyPress, at: KeyContext, keys: SchemeKeys = plainKeys): Command | undefined {
  const pressed = notationOf(press)
  const ofScheme = holds('annotate', at) && !at.isLed ? schemeCommand(pressed, at, keys) : undefined
  if (ofScheme !== undefined) return ofScheme
  return rows.find(
    (row) => row.press.includes(pressed) && holds(row.place, at) && (row.when === undefined || row.when(at)),
  )?.command
}

/** A key of a label makes a claim of the selected words, relates a pair, or gives the chosen claim the type. */
function schemeCommand(pressed: string, at: KeyContext, keys: SchemeKeys): Command | undefined {
  const indexIn = (labels: readonly (string | undefined)[]) => labels.indexOf(pressed)
  const type = indexIn(keys.types)
  if (at.hasSelection) return type < 0 ? undefined : { kind: 'make-claim', type }
  if (at.hasPair) {
    const relation = indexIn(keys.relations)
    return relation < 0 ? undefined : { kind: 'relate', relation }
  }
  return at.hasClaim && type >= 0 ? { kind: 'toggle-type', type } : undefined
}

function holds(place: KeyPlace, { mode, inField, inArticle }: KeyContext): boolean {
  if (place === 'everywhere') return true
  if (inField) return false
  if (place === 'outside-fields') return true
  // While the text is edited its letters are letters; elsewhere on the page the keys still hold.
  if (mode === 'edit' && inArticle) return false
  return place === 'page' || mode === 'annotate'
}

/** How a press is written in the table. A sign may need Shift on one keyboard and not on another. */
export function notationOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isSign = key.length === 1 && !/\p{L}/u.test(key)
  // Windows tells of AltGr, with which some keyboards write signs, as of Ctrl and Alt: that is no chord.
  const isAltGr = isSign && ctrlKey && altKey
  const latin = /^[^\p{Script=Latin}]$/u.test(key) && !isSign ? /^Key([A-Z])$/.exec(code ?? '')?.[1] : undefined
  const name = key.length === 1 ? (latin ?? key).toLowerCase() : key
  const parts = [
    (ctrlKey || metaKey) && !isAltGr ? 'Mod' : '',
    altKey && !isAltGr ? 'Alt' : '',
    shiftKey && !isSign ? 'Shift' : '',
    name,
  ]
  return parts.filter((part) => part !== '').join('+')
}
