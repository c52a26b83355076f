import type { Scheme } from '@claimspan/core'
import type { WrittenFile } from '../format.js'
import { alsoPrefix, attributeNames, bratNames, entityNames, isShowable, relationNames, safeName } from './names.js'

/**
 * `annotation.conf` and `visual.conf`. Arguments stand apart by `, `: on a slip brat falls back to a minimal configuration
 * without a word. The `<OVERLAP>` line lets spans cross, nest and be equal.
 */
export function bratConfiguration(scheme: Scheme): readonly WrittenFile[] {
  const names = bratNames(scheme)
  const claims = [entityNames.untyped, ...names.entities.names]
  const verdicts = scheme.verdictScales.flatMap((scale) => names.verdictLabels(safeName(scale)).names)
  const attribute = (name: string, values: readonly string[], argument = '<CLAIM>'): readonly string[] =>
    values.length === 0 ? [] : [`${name}\tArg:${argument}, Value:${[...new Set(values)].join('|')}`]
  const annotation = [
    `# ${oneLine(scheme.name)} (${scheme.id}, version ${scheme.version})`,
    '[entities]',
    ...claims,
    entityNames.source,
    entityNames.cue,
    '',
    '[relations]',
    `<CLAIM>=${claims.join('|')}`,
    ...names.relations.names.map((name) => `${name}\tArg1:<CLAIM>, Arg2:<CLAIM>`),
    `${relationNames.source}\tContent:<CLAIM>, Source:${entityNames.source}`,
    `${relationNames.cue}\tContent:<CLAIM>, Cue:${entityNames.cue}`,
    `${relationNames.sameClaim}\tArg1:<CLAIM>, Arg2:<CLAIM>, <REL-TYPE>:symmetric-transitive`,
    '<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>',
    '',
    '[events]',
    '',
    '[attributes]',
    `<CLAIM>=${claims.join('|')}`,
    ...names.entities.names.map((name) => `${alsoPrefix}${name}\tArg:<CLAIM>`),
    ...attribute(attributeNames.checkWorthiness, names.checkWorthiness.names),
    ...attribute(attributeNames.status, names.statuses.names),
    ...attribute(attributeNames.verdict, verdicts),
    ...attribute(attributeNames.verdictScale, scheme.verdictScales.map(safeName)),
    ...attribute(attributeNames.attributionKind, names.attributionKinds.names),
    ...attribute(attributeNames.speakerKind, names.speakerKinds.names),
  ]
  const named = (labels: Scheme['claimTypes'], nameOf: (label: string) => string) =>
    labels.map(({ label, color }) => ({ name: nameOf(label), label, color }))
  const types = named(scheme.claimTypes, names.entities.nameOf)
  const labels = [...types, ...named(scheme.relationTypes, names.relations.nameOf)].filter(
    ({ name, label }) => name !== label && isShowable(label),
  )
  const visual = [
    '[labels]',
    ...labels.map(({ name, label }) => `${name} | ${label}`),
    '',
    '[drawing]',
    'SPAN_DEFAULT\tfgColor:black, bgColor:#dddddd, borderColor:darken',
    'ARC_DEFAULT\tcolor:black, arrowHead:triangle-5',
    ...types.flatMap(({ name, color }) => (color === undefined ? [] : [`${name}\tbgColor:${color}`])),
  ]
  return [
    { path: 'annotation.conf', text: `${annotation.join('\n')}\n` },
    { path: 'visual.conf', text: `${visual.join('\n')}\n` },
  ]
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ')

/** Labels by name as a `visual.conf` gives them. */
export function labelsOfVisual(text: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  let section = ''
  for (const line of text.split('\n')) {
    const heading = /^\s*\[(.*)\]\s*$/.exec(line)
    if (heading !== null) section = heading[1] ?? ''
    else if (section === 'labels' && !line.trimStart().startsWith('#')) {
      const [name, label] = line.split('|').map((part) => part.trim())
      if (name !== undefined && label !== undefined && name !== '' && label !== '') labels.set(name, label)
    }
  }
  return labels
}
