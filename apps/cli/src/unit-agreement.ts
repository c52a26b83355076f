import type { UnitAgreement, UnitRow } from '@claimspan/agreement'
import { intervalText, mark } from './agreement-text.js'
import { table } from './terminal.js'

/** How far coders agree on units, as a person reads it at a terminal. */
export function unitAgreementText(units: UnitAgreement): string {
  const reasons = new Map<string, string>()
  const head = [`${units.units} units, ${units.continua} texts`, 'figure', 'interval', 'items', '']
  const told = units.rows.map((row) => [
    unitRowName(row),
    'value' in row.figure ? row.figure.value.toFixed(3) : mark(reasons, row.figure.undefined),
    intervalText(row.figure),
    row.figure.items,
    row.of,
  ])
  const why = [...reasons].map(([reason, sign]) => `${sign} ${reason}\n`).join('')
  return `\n${table([head, ...told])}${provedSentence(units)}\n${why}`
}

export const unitRowName = ({ measure, label }: UnitRow): string =>
  label === undefined ? measure : `${measure} ${label}`

/** What of γ is proved, in a sentence. */
export function provedSentence({ gamma: { proof, samples } }: UnitAgreement): string {
  if (samples === 0) return 'There is nothing to align.'
  const drawn = `γ is beside ${samples.toLocaleString('en')} continua at random.`
  return proof.kind === 'best'
    ? `${drawn} Every alignment is proved the best.`
    : `${drawn} ${proof.alignments} alignments are not proved the best: ${proof.why}.`
}
