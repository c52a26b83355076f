import type { AnnotatedDocument } from './annotated-document.js'
import { type Problem, pointer, shown } from './problem.js'
import type { Label, Scheme } from './scheme.js'
import { verdictScales } from './verdict.js'

/** Every label of the annotations that the scheme does not have. A label set that is empty in the scheme allows all. */
export function labelProblems({ claims, relations }: AnnotatedDocument, scheme: Scheme): readonly Problem[] {
  const problems: Problem[] = []
  function look(label: string | undefined, known: readonly string[], path: string): void {
    if (label === undefined || known.length === 0 || known.includes(label)) return
    problems.push({
      kind: 'label-not-in-scheme',
      path,
      value: label,
      expected: `one of ${known.map(shown).join(', ')}`,
    })
  }
  const [types, worth, kinds] = [
    names(scheme.claimTypes),
    names(scheme.checkWorthiness),
    names(scheme.attributionKinds),
  ]
  claims.forEach((claim, at) => {
    const path = `/claims/${at}`
    for (const [index, type] of claim.types.entries()) look(type, types, `${path}/types/${index}`)
    look(claim.checkWorthiness, worth, `${path}/checkWorthiness`)
    look(claim.verdict?.scale, scheme.verdictScales, `${path}/verdict/scale`)
    const scale = verdictScales.find(({ id }) => id === claim.verdict?.scale)
    look(claim.verdict?.label, scale?.labels ?? [], `${path}/verdict/label`)
    let place = `${path}/attribution`
    for (let of = claim.attribution; of !== undefined; of = of.within, place = pointer(place, 'within')) {
      look(of.kind, kinds, `${place}/kind`)
    }
  })
  const arcs = names(scheme.relationTypes)
  for (const [at, { type }] of relations.entries()) look(type, arcs, `/relations/${at}/type`)
  return problems
}

const names = (labels: readonly Label[]): readonly string[] => labels.map(({ label }) => label)

/** What is wrong with a scheme beyond its shape: a label or a key twice in one set. */
export function schemeProblems(scheme: Scheme): readonly Problem[] {
  const problems: Problem[] = []
  for (const set of ['claimTypes', 'checkWorthiness', 'relationTypes', 'attributionKinds'] as const) {
    const seen = { label: new Set<string>(), key: new Set<string>() }
    scheme[set].forEach((label, at) => {
      for (const part of ['label', 'key'] as const) {
        const value = label[part]
        if (value === undefined) continue
        const expected = part === 'label' ? 'each label once' : 'each key once'
        const path = `/${set}/${at}/${part}`
        if (seen[part].has(value)) problems.push({ kind: 'duplicate-label', path, value, expected })
        seen[part].add(value)
      }
    })
  }
  return problems
}
