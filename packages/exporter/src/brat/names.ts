import { attributionKinds, claimStatuses, type Scheme, speakerKinds, verdictScales } from '@claimspan/core'

/** Names that stand for something other than a label of the scheme. */
export const entityNames = { untyped: 'Untyped_claim', source: 'Source', cue: 'Cue' } as const
export const relationNames = { source: 'Has_source', cue: 'Has_cue', sameClaim: 'Same_claim' } as const
export const attributeNames = {
  checkWorthiness: 'Check_worthiness',
  status: 'Status',
  verdict: 'Verdict',
  verdictScale: 'Verdict_scale',
  attributionKind: 'Attribution_kind',
  speakerKind: 'Speaker_kind',
} as const
/** Types of note lines: brat's own holds a claim's note. */
export const noteTypes = {
  note: 'AnnotatorNotes',
  normalizedClaim: 'Normalized_claim',
  justification: 'Justification',
  speaker: 'Speaker',
  speakerUri: 'Speaker_uri',
} as const
/** An attribute of this name and another type's says that a claim is of that type too. */
export const alsoPrefix = 'Also_'

/** Labels and the names that brat stores them under, both ways. */
export interface Names {
  /** `label` as a name, one that no other label of the scheme has. */
  nameOf(label: string): string
  /** The label of a name; the name itself when nothing is known of it. */
  labelOf(name: string): string
  readonly names: readonly string[]
}

/** brat's storage form: letters, digits, `_` and `-`, here always with a letter or digit first. */
export function safeName(label: string): string {
  const name = label
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^A-Za-z0-9_-]/gu, '_')
  return /^[A-Za-z0-9]/.test(name) ? name : `L${name}`
}

/**
 * Names for labels, all different and none of the `used` ones, to which they are added. A label that is not among them gets
 * a name that is not in use either.
 */
export function namesFor(labels: readonly string[], used: Set<string> = new Set()): Names {
  const byLabel = new Map<string, string>()
  const byName = new Map<string, string>()
  for (const label of labels) {
    if (byLabel.has(label)) continue
    const base = safeName(label)
    let name = base
    for (let count = 2; used.has(name); count++) name = `${base}_${count}`
    used.add(name)
    byLabel.set(label, name)
    byName.set(name, isShowable(label) ? label : name)
  }
  function nameOf(label: string): string {
    const known = byLabel.get(label)
    if (known !== undefined) return known
    let name = safeName(label)
    while (used.has(name)) name = `${name}_other`
    return name
  }
  return { nameOf, labelOf: (name) => byName.get(name) ?? name, names: [...byLabel.values()] }
}

/** Whether `visual.conf` can show a label, so that a reader without the scheme finds it by its name. */
export const isShowable = (label: string): boolean =>
  label === label.trim() && /^[^|\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+$/.test(label)

export interface BratNames {
  readonly entities: Names
  readonly relations: Names
  readonly checkWorthiness: Names
  readonly statuses: Names
  verdictLabels(scale: string): Names
  readonly attributionKinds: Names
  readonly speakerKinds: Names
}

/** Names of the labels of the shipped verdict scales, and of labels of any other. */
const verdictNames = new Map(verdictScales.map(({ id, labels }) => [id, namesFor(labels)]))
const unknownLabels = namesFor([])

const made = new WeakMap<Scheme, BratNames>()

/** All names that a scheme's documents are written with; made once for a scheme. */
export function bratNames(scheme: Scheme): BratNames {
  const known = made.get(scheme) ?? makeNames(scheme)
  made.set(scheme, known)
  return known
}

function makeNames(scheme: Scheme): BratNames {
  const used = new Set<string>([...Object.values(entityNames), ...Object.values(relationNames)])
  return {
    entities: namesFor(labelsOf(scheme.claimTypes), used),
    relations: namesFor(labelsOf(scheme.relationTypes), used),
    checkWorthiness: namesFor(labelsOf(scheme.checkWorthiness)),
    statuses: namesFor(claimStatuses),
    verdictLabels: (scale) => verdictNames.get(scale) ?? unknownLabels,
    attributionKinds: namesFor(attributionKinds),
    speakerKinds: namesFor(speakerKinds),
  }
}

const labelsOf = (labels: Scheme['claimTypes']): readonly string[] => labels.map(({ label }) => label)
