import {
  type AgreementOptions,
  type AgreementReport,
  bootstrapInterval,
  type Coefficient,
  type Continuum,
  continuumOfClaims,
  type FigureInterval,
  type Gamma,
  gamma,
  gammaOfParts,
  type UnitizingAlpha,
  unitizingAlpha,
} from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { table } from './terminal.js'

/** How far the coders of a report agree on units, whatever claim is paired with whatever other. */
export interface UnitAgreement {
  readonly gamma: Omit<Gamma, 'parts' | 'alignments'>
  /** Of γ, over samples of the documents. */
  readonly interval: FigureInterval
  readonly unitizing: UnitizingAlpha
}

/** γ and the unitizing α of these documents' mentions, by the first type of each claim, between the coders of a report. */
export function unitAgreement(
  documents: readonly AnnotatedDocument[],
  { by, coders, kinds }: AgreementReport,
  { resamples, seed, level }: AgreementOptions,
): UnitAgreement {
  const continua = documents.flatMap((annotated): Continuum[] => {
    const { document, claims, layers } = annotated
    const counted = new Set<string>(layers.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id))
    const ofCoder = (coder: string) =>
      claims.filter(({ layer, createdBy }) => counted.has(layer) && (by === 'layer' ? layer : createdBy) === coder)
    // A layer without claims found none; an annotator without claims did not work on the document.
    const units = coders
      .filter((coder) => (by === 'layer' ? counted.has(coder) : ofCoder(coder).length > 0))
      .map(ofCoder)
    return document.text.length === 0 || units.length < 2 ? [] : [continuumOfClaims(document.text.length, units)]
  })
  const { parts, alignments: _, ...found } = gamma(continua, seed === undefined ? {} : { seed })
  const drawn = {
    ...(resamples === undefined ? {} : { resamples }),
    ...(seed === undefined ? {} : { seed }),
    ...(level === undefined ? {} : { level }),
  }
  return {
    gamma: found,
    interval: bootstrapInterval(parts, gammaOfParts, drawn),
    unitizing: unitizingAlpha(continua),
  }
}

/** The same as a person reads it at a terminal. */
export function unitAgreementText({ gamma: found, interval, unitizing }: UnitAgreement): string {
  const { proof } = found
  const rows: (readonly [string, Coefficient, string])[] = [
    ['γ', found.gamma, 'low' in interval ? `${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}` : ''],
    ['γ-cat', found.cat, ''],
    ...Object.entries(found.byLabel).map(([label, figure]) => [`γ-k ${label}`, figure, ''] as const),
    ['ᵤα', unitizing.all, ''],
    ['|ᵤα', unitizing.binary, ''],
    ['ᶜᵤα', unitizing.coding, ''],
    ...Object.entries(unitizing.byLabel).map(([label, { alpha }]) => [`⁽ᵏ⁾ᵤα ${label}`, alpha, ''] as const),
  ]
  const told = rows.map(([name, figure, range]) => [
    name,
    'value' in figure ? figure.value.toFixed(3) : '–',
    range,
    'value' in figure ? '' : figure.undefined,
  ])
  const how =
    proof.kind === 'best'
      ? 'Every alignment is proved the best.'
      : `${proof.alignments} alignments are not proved the best: ${proof.why}.`
  return `\n${table([[`${found.units} units, ${found.continua} texts`, 'figure', 'interval', ''], ...told])}${how}\n`
}
