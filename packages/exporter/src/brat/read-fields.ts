import {
  type Attribution,
  attributionKinds,
  type Claim,
  checkWorthinesses,
  claimStatuses,
  type Mention,
  type Speaker,
  speakerKinds,
  verdictScales,
} from '@claimspan/core'
import type { Labels } from './labels.js'
import { alsoPrefix, attributeNames, entityNames, namesFor, noteTypes } from './names.js'
import { unescapeNote } from './note-text.js'
import type { AnnLine } from './parse.js'

/** The source and the cue that relations give a claim. */
export interface Roles {
  readonly source?: Mention
  readonly cue?: Mention
}

/** Attributes and notes by the id they are about. */
export function aboutTargets(lines: readonly AnnLine[]) {
  const attributes = new Map<string, (readonly [name: string, value: string])[]>()
  const notes = new Map<string, (readonly [type: string, text: string])[]>()
  for (const line of lines) {
    if (line.kind === 'attribute') push(attributes, line.target, [line.type, line.value ?? ''])
    if (line.kind === 'note') push(notes, line.target, [line.type, unescapeNote(line.text)])
  }
  return { attributes, notes }
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Whether an attribute is one that Claimspan writes. */
export const isOurs = (name: string): boolean =>
  name.startsWith(alsoPrefix) || Object.values(attributeNames).some((known) => known === name)

/** Whether a note is of a type that a claim has a field for. */
export const isOurNote = (type: string): boolean => Object.values(noteTypes).some((known) => known === type)

/** A claim's types from the type of its text bound and its attributes. */
export function typesOf(
  first: string,
  attributes: readonly (readonly [string, string])[],
  labels: Labels,
): readonly string[] {
  const names = attributes.flatMap(([name]) => (name.startsWith(alsoPrefix) ? [name.slice(alsoPrefix.length)] : []))
  return (first === entityNames.untyped ? names : [first, ...names]).map((name) => labels.entities.labelOf(name))
}

/** A claim's fields from its attributes and notes; values that Claimspan does not have are left out. */
export function fieldsOf(
  attributes: ReadonlyMap<string, string>,
  notes: ReadonlyMap<string, string>,
  roles: Roles = {},
): Partial<Claim> {
  const oneOf = <T extends string>(values: readonly T[], name: string): T | undefined =>
    values.find((value) => value === attributes.get(name))
  const checkWorthiness = oneOf(checkWorthinesses, attributeNames.checkWorthiness)
  const status = oneOf(claimStatuses, attributeNames.status)
  const kind = oneOf(attributionKinds, attributeNames.attributionKind)
  const speakerKind = oneOf(speakerKinds, attributeNames.speakerKind)
  const label = attributes.get(attributeNames.verdict)
  const scale = attributes.get(attributeNames.verdictScale) || 'core'
  const justification = notes.get(noteTypes.justification)
  const normalizedClaim = notes.get(noteTypes.normalizedClaim)
  const note = notes.get(noteTypes.note)
  const name = notes.get(noteTypes.speaker)
  const uri = notes.get(noteTypes.speakerUri)
  const speaker: Speaker | undefined =
    name === undefined
      ? undefined
      : { name, ...(speakerKind && { kind: speakerKind }), ...(uri !== undefined && { uri }) }
  const attribution: Attribution | undefined =
    kind === undefined && roles.source === undefined && roles.cue === undefined && speaker === undefined
      ? undefined
      : { kind: kind ?? 'indirect', ...roles, ...(speaker && { speaker }) }
  return {
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(label === undefined || label === ''
      ? {}
      : {
          verdict: {
            scale,
            label: verdictLabel(scale, label),
            ...(justification === undefined ? {} : { justification }),
          },
        }),
    ...(attribution === undefined ? {} : { attribution }),
    ...(note === undefined ? {} : { note }),
    ...(status === undefined ? {} : { status }),
  }
}

const verdictLabel = (scale: string, name: string): string =>
  namesFor(verdictScales.find(({ id }) => id === scale)?.labels ?? []).labelOf(name)
