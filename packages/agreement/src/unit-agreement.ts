import type { AnnotatedDocument, Claim, LayerKind } from '@claimspan/core'
import type { Figure } from './agreement-report.js'
import { type BootstrapOptions, bootstrapIntervals } from './bootstrap.js'
import { type CodersOptions, kindsToCompare } from './coder-marks.js'
import type { Coefficient } from './coefficient.js'
import { type Continuum, continuumOfClaims } from './continuum.js'
import { type Gamma, type GammaOptions, gamma, gammaOfParts } from './gamma/gamma.js'
import { unitizingOfParts } from './unitizing/unitizing-alpha.js'
import { unitizingPart } from './unitizing/unitizing-part.js'

export type UnitMeasure = 'γ' | 'γ-cat' | 'γ-k' | 'ᵤα' | '|ᵤα' | 'ᶜᵤα' | '⁽ᵏ⁾ᵤα'

/** A line of the table of agreement on units. */
export interface UnitRow {
  readonly measure: UnitMeasure
  /** Of γ-k and ⁽ᵏ⁾ᵤα; where an annotator's units of several labels overlap, ⁽ᵏ⁾ᵤα has their labels as one. */
  readonly label?: string
  /** What its items are, in the plural. */
  readonly of: string
  readonly figure: Figure
}

/** How far coders agree on units, with no claim paired with another beforehand. */
export interface UnitAgreement {
  readonly rows: readonly UnitRow[]
  /** Documents that two coders or more worked on, and the units there. */
  readonly continua: number
  readonly units: number
  /** What of γ is not a figure: disorders, the number of random continua, how far chance is known, and what was proved. */
  readonly gamma: Pick<Gamma, 'observed' | 'expected' | 'samples' | 'range' | 'proof'>
  /** The share of what could be paired that ᶜᵤα rests on, 0 to 1. */
  readonly coverage: number
  /** Stretches in units of several labels of one coder. */
  readonly overlapping: number
}

export interface UnitAgreementOptions
  extends Omit<CodersOptions, 'overlap'>,
    BootstrapOptions,
    Omit<GammaOptions, 'seed'> {}

/**
 * γ with γ-cat and γ-k, and the unitizing α with its variants, of the mentions in documents, each labelled as `labelOf` says (by
 * the first type of its claim when left out), with intervals over documents. Random continua and samples of documents come
 * from one `seed`. Throws as `gamma` does.
 */
export function unitAgreement(
  documents: Iterable<AnnotatedDocument>,
  options: UnitAgreementOptions = {},
  labelOf?: (claim: Claim) => string,
): UnitAgreement {
  const all = [...documents]
  const kinds = options.kinds ?? kindsToCompare(all)
  const continua = all.flatMap((each) => continuumOf(each, { ...options, kinds }, labelOf) ?? [])
  const found = gamma(continua, options)
  const shares = continua.flatMap((each) => unitizingPart(each) ?? [])
  const unitizing = unitizingOfParts(shares)
  const { units } = unitizing
  const unitsOf = (label: string): number =>
    continua.reduce((sum, each) => sum + each.units.flat().filter((unit) => unit.label === label).length, 0)

  const labels = Object.keys(found.byLabel)
  const byGamma = bootstrapIntervals(
    found.parts,
    (sample) => {
      const figures = gammaOfParts(sample, labels)
      return [figures.gamma, figures.cat, ...labels.map((label) => figures.byLabel[label] ?? nothing)]
    },
    2 + labels.length,
    options,
  )
  const values = Object.keys(unitizing.byLabel)
  const byUnitizing = bootstrapIntervals(
    shares,
    (sample) => {
      const { all, binary, coding, byLabel } = unitizingOfParts(sample)
      return [all, binary, coding, ...values.map((label) => byLabel[label]?.alpha ?? nothing)]
    },
    3 + values.length,
    options,
  )
  const intervals = [...byGamma, ...byUnitizing]
  const told: readonly Omit<Told, 'interval'>[] = [
    { measure: 'γ', of: 'units', items: units, value: found.gamma },
    { measure: 'γ-cat', of: 'units', items: units, value: found.cat },
    ...labels.map((label) => ({
      measure: 'γ-k' as const,
      label,
      of: 'units',
      items: unitsOf(label),
      value: found.byLabel[label] ?? nothing,
    })),
    { measure: 'ᵤα', of: 'units', items: units, value: unitizing.all },
    { measure: '|ᵤα', of: 'units', items: units, value: unitizing.binary },
    { measure: 'ᶜᵤα', of: 'units', items: units, value: unitizing.coding },
    ...Object.entries(unitizing.byLabel).map(([label, { alpha, stretches }]) => ({
      measure: '⁽ᵏ⁾ᵤα' as const,
      label,
      of: 'stretches',
      items: stretches,
      value: alpha,
    })),
  ]
  const { observed, expected, samples, range, proof } = found
  return {
    rows: told.map(({ measure, label, of, items, value }, at) => ({
      measure,
      ...(label === undefined ? {} : { label }),
      of,
      figure: { ...value, items, interval: intervals[at] ?? noInterval },
    })),
    continua: unitizing.continua,
    units,
    gamma: { observed, expected, samples, range, proof },
    coverage: unitizing.coverage,
    overlapping: unitizing.overlapping,
  }
}

interface Told {
  readonly measure: UnitMeasure
  readonly label?: string
  readonly of: string
  readonly items: number
  readonly value: Coefficient
}

const nothing: Coefficient = { undefined: 'no document of the sample has this label' }
const noInterval = { undefined: 'no sample was drawn' }

/** The coders of one document; `undefined` with fewer than two, or without text. */
function continuumOf(
  { document, claims, layers }: AnnotatedDocument,
  { by = 'layer', only, kinds }: CodersOptions & { readonly kinds: readonly LayerKind[] },
  labelOf: ((claim: Claim) => string) | undefined,
): Continuum | undefined {
  const counted = layers.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
  const isIn = (coder: string) => only === undefined || only.includes(coder)
  const own = new Map<string, Claim[]>()
  // A layer without claims found none; an annotator without claims did not work on the document.
  if (by === 'layer') for (const id of counted) if (isIn(id)) own.set(id, [])
  for (const claim of claims) {
    if (!counted.includes(claim.layer)) continue
    const coder = by === 'layer' ? claim.layer : claim.createdBy
    const known = own.get(coder)
    if (known !== undefined) known.push(claim)
    else if (by === 'annotator' && isIn(coder)) own.set(coder, [claim])
  }
  if (own.size < 2 || document.text.length === 0) return undefined
  const inOrder = [...own].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each)
  return continuumOfClaims(document.text.length, inOrder, labelOf)
}
