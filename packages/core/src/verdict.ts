/** A label on a named scale, such as `supported` on `core`; a numeric scale has a rating too. */
export interface Verdict {
  readonly scale: string
  readonly label: string
  readonly rating?: { readonly value: number; readonly best: number; readonly worst: number }
  readonly justification?: string
}

/** The labels of one verdict scale, in its own order and spelling. */
export interface VerdictScale {
  readonly id: string
  readonly labels: readonly string[]
  readonly source: string
}

/** The scales that Claimspan ships. A scheme may name others. */
export const verdictScales: readonly VerdictScale[] = [
  {
    id: 'core',
    labels: ['supported', 'refuted', 'not-enough-evidence', 'conflicting'],
    source: 'AVeriTeC (Schlichtkrull et al. 2023) under plain names',
  },
  {
    id: 'fever-3',
    labels: ['SUPPORTS', 'REFUTES', 'NOT ENOUGH INFO'],
    source: 'FEVER (Thorne et al. 2018)',
  },
  {
    id: 'averitec-4',
    labels: ['Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking'],
    source: 'AVeriTeC (Schlichtkrull et al. 2023)',
  },
  {
    id: 'liar-6',
    labels: ['true', 'mostly-true', 'half-true', 'barely-true', 'false', 'pants-fire'],
    source: 'LIAR (Wang 2017), from PolitiFact',
  },
  { id: 'numeric', labels: [], source: 'schema.org Rating: ratingValue, bestRating, worstRating' },
]

/** A verdict on another scale, and in words what did not survive the way there. */
export interface MappedVerdict {
  readonly label: string
  readonly loses?: string
}

const toCore: Readonly<Record<string, Readonly<Record<string, MappedVerdict>>>> = {
  core: Object.fromEntries(
    ['supported', 'refuted', 'not-enough-evidence', 'conflicting'].map((label) => [label, { label }]),
  ),
  'fever-3': {
    SUPPORTS: { label: 'supported' },
    REFUTES: { label: 'refuted' },
    'NOT ENOUGH INFO': { label: 'not-enough-evidence' },
  },
  'averitec-4': {
    Supported: { label: 'supported' },
    Refuted: { label: 'refuted' },
    'Not Enough Evidence': { label: 'not-enough-evidence' },
    'Conflicting Evidence/Cherrypicking': { label: 'conflicting' },
  },
  'liar-6': {
    true: { label: 'supported' },
    'mostly-true': { label: 'supported', loses: 'mostly' },
    'half-true': { label: 'conflicting', loses: 'half-true is taken as conflicting' },
    'barely-true': { label: 'refuted', loses: 'barely' },
    false: { label: 'refuted' },
    'pants-fire': { label: 'refuted', loses: 'pants-fire is taken as plainly refuted' },
  },
}

const fromCore: Readonly<Record<string, Readonly<Record<string, MappedVerdict>>>> = {
  core: toCore.core ?? {},
  'fever-3': {
    supported: { label: 'SUPPORTS' },
    refuted: { label: 'REFUTES' },
    'not-enough-evidence': { label: 'NOT ENOUGH INFO' },
    conflicting: { label: 'NOT ENOUGH INFO', loses: 'that the evidence conflicts' },
  },
  'averitec-4': {
    supported: { label: 'Supported' },
    refuted: { label: 'Refuted' },
    'not-enough-evidence': { label: 'Not Enough Evidence' },
    conflicting: { label: 'Conflicting Evidence/Cherrypicking' },
  },
  'liar-6': {
    supported: { label: 'true' },
    refuted: { label: 'false' },
    conflicting: { label: 'half-true', loses: 'that the evidence conflicts' },
  },
}

/**
 * The verdict's label on the scale `to`, with what is lost on the way; `undefined` when that scale has no place for it
 * (LIAR-6 cannot say that evidence is missing, nothing maps to or from a free or numeric scale).
 */
export function mapVerdict(verdict: Verdict, to: string): MappedVerdict | undefined {
  if (verdict.scale === to) return { label: verdict.label }
  const core = own(own(toCore, verdict.scale), verdict.label)
  const mapped = own(own(fromCore, to), core?.label)
  if (core === undefined || mapped === undefined) return undefined
  const loses = [core.loses, mapped.loses].filter((loss) => loss !== undefined).join('; ')
  return loses === '' ? { label: mapped.label } : { label: mapped.label, loses }
}

/** The value that an object has under a key of its own: `toString` is no scale. */
function own<Value>(of: Readonly<Record<string, Value>> | undefined, key: string | undefined): Value | undefined {
  return of !== undefined && key !== undefined && Object.hasOwn(of, key) ? of[key] : undefined
}
