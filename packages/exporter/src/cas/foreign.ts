import { importAuthor, importLayer, importTime } from '../import/imported.js'
import { titleOf } from '../import/title.js'
import type { CasRecord } from './read-document.js'
import { integerOf, type ReadCas, type ReadStructure } from './structures.js'
import { documentAnnotationType, unspecifiedLanguage } from './type-system.js'

/** What tools write on every text, which nobody marked. */
const notMarked =
  /^(?:uima\.|de\.tudarmstadt\.ukp\.dkpro\.core\.api\.(?:segmentation|metadata|lexmorph|syntax)\.|de\.tudarmstadt\.ukp\.clarin\.webanno\.api\.type\.)/
/** Features that name what an annotation is, the first that there is. */
const labelFeatures = ['label', 'value', 'identifier', 'claimType', 'type', 'category']

/**
 * The native form of a CAS that another tool wrote: each annotation of a span is a claim of the type that its label names,
 * else its own type does; a structure with `Governor` and `Dependent`, as INCEpTION writes relations, is a relation.
 */
export function foreignRecord(cas: ReadCas, file: string, format: string): CasRecord {
  const layer = importLayer(format)
  const author = importAuthor(format)
  const places = new Map<string, ReadStructure>()
  const claims: Record<string, unknown>[] = []
  const relations: Record<string, unknown>[] = []
  const claimIds = new Map<number, string>()
  const left = new Map<string, number>()
  const leave = (what: string): void => void left.set(what, (left.get(what) ?? 0) + 1)
  const all = [...cas.structures.values()]
  const isRelation = ({ values }: ReadStructure): boolean => values.has('Governor') && values.has('Dependent')

  const isSpan = ({ type, values }: ReadStructure): boolean =>
    values.has('begin') && values.has('end') && !notMarked.test(type)
  for (const structure of all) {
    if (isRelation(structure) || !isSpan(structure)) continue
    const [from, to] = [integerOf(structure.values.get('begin')), integerOf(structure.values.get('end'))]
    if (integerOf(structure.values.get('sofa')) !== cas.sofa) leave('annotations of other views')
    else if (from === to) leave('annotations without words')
    else {
      const path = `/claims/${claims.length}`
      places.set(path, structure)
      const id = `a${structure.id}`
      claimIds.set(structure.id, id)
      claims.push({
        id,
        layer: layer.id,
        mentions: [{ spans: [{ from, to }], quote: cas.text.slice(from ?? 0, to ?? 0) }],
        types: [labelOf(structure)],
        status: 'draft',
        origin: { kind: 'import', from: format },
        createdBy: author.id,
        createdAt: importTime,
      })
    }
  }
  const arcs = new Set<string>()
  for (const structure of all.filter(isRelation)) {
    const [from, to] = (['Governor', 'Dependent'] as const).map((end) =>
      claimIds.get(integerOf(structure.values.get(end)) ?? -1),
    )
    const type = labelOf(structure)
    const arc = JSON.stringify([type, from, to])
    if (from === undefined || to === undefined || from === to) leave('relations that do not join two claims')
    else if (arcs.has(arc)) leave('relations that are there already')
    else {
      places.set(`/relations/${relations.length}`, structure)
      relations.push({ id: `a${structure.id}`, type, from, to, layer: layer.id, createdBy: author.id })
    }
    arcs.add(arc)
  }
  const about = all.find(({ type }) => type === documentAnnotationType || type.endsWith('.DocumentMetaData'))
  const language = about?.values.get('language')
  const name = about?.values.get('documentId')
  const id = (typeof name === 'string' ? name : (file.split('/').pop() ?? file)).replace(/\.[A-Za-z0-9]+$/, '')
  const title = about?.values.get('documentTitle')
  return {
    record: {
      claimspan: 1,
      id,
      version: 1,
      title: typeof title === 'string' ? title : titleOf(cas.text, id),
      ...(typeof language === 'string' && language !== unspecifiedLanguage ? { language } : {}),
      offsetUnit: 'utf-16',
      text: cas.text,
      layers: claims.length === 0 ? [] : [layer],
      annotators: claims.length === 0 ? [] : [author],
      claims,
      relations,
    },
    places,
    problems: [],
    notes: [...left].map(([what, count]) => `${file}: ${what} were left out: ${count}.`),
  }
}

/** What names an annotation: a feature that is there for it, else the last part of its type. */
function labelOf({ type, values }: ReadStructure): string {
  for (const name of labelFeatures) {
    const value = values.get(name)
    if (typeof value === 'string' && value !== '') return value
  }
  return type.split('.').pop() ?? type
}
