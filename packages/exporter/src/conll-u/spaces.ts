/** White space in a MISC column as UDPipe writes it (`SpacesAfter`): `\s`, `\t`, `\n`, `\r`, `\p` for a bar, `\\`. */
const letters: Readonly<Record<string, string>> = { ' ': 's', '\t': 't', '\n': 'n', '\r': 'r', '|': 'p', '\\': '\\' }
const characters: Readonly<Record<string, string>> = { s: ' ', t: '\t', n: '\n', r: '\r', p: '|', '\\': '\\' }

export const escapeSpaces = (space: string): string =>
  space.replace(/[ \t\n\r|\\]/g, (found) => `\\${letters[found] ?? found}`)

export const unescapeSpaces = (value: string): string =>
  value.replace(/\\([stnrp\\])/g, (_, letter: string) => characters[letter] ?? letter)

/** The MISC column of a token that this stands after and before; a space after the last one of a text is said too. */
export function spacesColumn(after: string, before: string, isLast: boolean): string {
  const parts = [
    ...(before === '' ? [] : [`SpacesBefore=${escapeSpaces(before)}`]),
    ...(after === '' ? ['SpaceAfter=No'] : after === ' ' && !isLast ? [] : [`SpacesAfter=${escapeSpaces(after)}`]),
  ]
  return parts.length === 0 ? '_' : parts.join('|')
}

/** What stands after and before a token by its MISC column. */
export function spacesOf(misc: string): { readonly after: string; readonly before: string; readonly isSaid: boolean } {
  const values = new Map(
    misc.split('|').map((each) => {
      const at = each.indexOf('=')
      return [at === -1 ? each : each.slice(0, at), at === -1 ? '' : each.slice(at + 1)] as const
    }),
  )
  const after = values.get('SpacesAfter')
  return {
    after: after !== undefined ? unescapeSpaces(after) : values.get('SpaceAfter') === 'No' ? '' : ' ',
    before: unescapeSpaces(values.get('SpacesBefore') ?? ''),
    isSaid: after !== undefined || values.has('SpaceAfter'),
  }
}
