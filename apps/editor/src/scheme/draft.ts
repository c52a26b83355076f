import type { AnnotatedDocument, Label, Scheme } from '@claimspan/core'

/** The label sets that are edited, in the order of the page. */
export const labelSets = ['claimTypes', 'checkWorthiness', 'relationTypes', 'attributionKinds'] as const
export type LabelSet = (typeof labelSets)[number]

/** A scheme with another label at a place of a set; `undefined` takes it out, and a place past the end adds it. */
export function withLabel(scheme: Scheme, set: LabelSet, at: number, label: Label | undefined): Scheme {
  const labels = [...scheme[set]]
  labels.splice(at, 1, ...(label === undefined ? [] : [label]))
  return { ...scheme, [set]: labels }
}

/** A scheme whose label at a place has changed places with the next one. */
export function withSwapped(scheme: Scheme, set: LabelSet, at: number): Scheme {
  const labels = [...scheme[set]]
  labels.splice(at, 2, ...labels.slice(at, at + 2).reverse())
  return { ...scheme, [set]: labels }
}

/** A label with another text in a part; an empty one takes the part away, but for the label itself. */
export function withPart(label: Label, part: keyof Label, text: string): Label {
  const { [part]: _, ...rest } = label
  return text === '' && part !== 'label' ? { ...rest, label: label.label } : { ...label, [part]: text }
}

/** How many claims or relations of a document have a label of a set. */
export function usesIn({ claims, relations }: AnnotatedDocument, set: LabelSet, label: string): number {
  switch (set) {
    case 'claimTypes':
      return claims.filter(({ types }) => types.includes(label)).length
    case 'checkWorthiness':
      return claims.filter(({ checkWorthiness }) => checkWorthiness === label).length
    case 'relationTypes':
      return relations.filter(({ type }) => type === label).length
    case 'attributionKinds':
      return claims.filter((claim) => {
        for (let of = claim.attribution; of !== undefined; of = of.within) if (of.kind === label) return true
        return false
      }).length
  }
}
