/** Half-open range of code points. */
export interface Place {
  readonly from: number
  readonly to: number
}

/** A line of a `.ann` file, by its kind; `line` counts from 1. */
export type AnnLine =
  | {
      readonly kind: 'text-bound'
      readonly line: number
      readonly id: string
      readonly type: string
      readonly places: readonly Place[]
      readonly words: string
    }
  | {
      readonly kind: 'relation'
      readonly line: number
      readonly id: string
      readonly type: string
      readonly ends: readonly [string, string]
    }
  | { readonly kind: 'equivalence'; readonly line: number; readonly type: string; readonly members: readonly string[] }
  | {
      readonly kind: 'attribute'
      readonly line: number
      readonly type: string
      readonly target: string
      readonly value?: string
    }
  | {
      readonly kind: 'note'
      readonly line: number
      readonly type: string
      readonly target: string
      readonly text: string
    }
  /** Events and normalizations: known to brat, not read here. */
  | { readonly kind: 'other'; readonly line: number; readonly id: string }
  | { readonly kind: 'malformed'; readonly line: number; readonly expected: string }

/** The lines of a `.ann` file by the rules of brat 1.3; empty lines are passed over. */
export function parseAnn(text: string): readonly AnnLine[] {
  return text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [parseLine(line.replace(/\r$/, ''), at + 1)]))
}

function parseLine(text: string, line: number): AnnLine {
  const malformed = (expected: string): AnnLine => ({ kind: 'malformed', line, expected })
  const [id = '', middle = '', ...rest] = text.split('\t')
  const tail = rest.join('\t')
  switch (id[0]) {
    case 'T': {
      const found = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(middle)
      if (found === null || !/^T\d{1,15}$/.test(id)) return malformed('T1<tab>Type 0 4<tab>words')
      const places = (found[2] ?? '').split(';').map((pair) => {
        const [from = 0, to = 0] = pair.split(' ').map(Number)
        return { from, to }
      })
      return { kind: 'text-bound', line, id, type: found[1] ?? '', places, words: tail }
    }
    case 'R': {
      const found = /^(\S+) ([^\s:]+):(\S+) ([^\s:]+):(\S+)\s*$/.exec(middle)
      if (found === null || found[2] === found[4] || !/^R\d{1,15}$/.test(id))
        return malformed('R1<tab>type Arg1:T1 Arg2:T2, with different roles')
      return { kind: 'relation', line, id, type: found[1] ?? '', ends: [found[3] ?? '', found[5] ?? ''] }
    }
    case '*': {
      const [type = '', ...members] = middle.trim().split(/\s+/)
      return members.length < 2 ? malformed('*<tab>Type T1 T2') : { kind: 'equivalence', line, type, members }
    }
    case 'A':
    case 'M': {
      const [type, target, ...value] = middle.trim().split(' ')
      if (type === undefined || target === undefined) return malformed('A1<tab>Name T1 value')
      return { kind: 'attribute', line, type, target, ...(value.length === 0 ? {} : { value: value.join(' ') }) }
    }
    case '#': {
      const [type, target] = middle.trim().split(/\s+/)
      if (type === undefined || target === undefined) return malformed('#1<tab>AnnotatorNotes T1<tab>text')
      return { kind: 'note', line, type, target, text: tail }
    }
    case 'E':
    case 'N':
      return { kind: 'other', line, id }
    default:
      return malformed('a line that begins with T, R, A, M, E, N, # or * and a tab after the id')
  }
}
