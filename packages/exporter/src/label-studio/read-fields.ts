import { attributionKinds, type Claim, checkWorthinesses, claimStatuses, speakerKinds } from '@claimspan/core'
import type { JsonCursor } from '../json-cursor.js'
import type { Roles } from '../marks/read.js'
import { controls } from './configuration.js'

/** The results about one region, by the name of the control that they are from. */
export type RegionFields = ReadonlyMap<string, JsonCursor>

/** A claim's fields from the results about its region; of values that Claimspan does not have, none. */
export function fieldsOfRegion(fields: RegionFields, roles: Roles): Partial<Claim> {
  const texts = (name: string): readonly string[] => {
    const value = fields.get(name)?.at('value').at('text')
    return (Array.isArray(value?.value) ? value.items() : value === undefined ? [] : [value]).flatMap(
      (each) => each.text() ?? [],
    )
  }
  const choice = (name: string): string | undefined => fields.get(name)?.at('value').at('choices').items()[0]?.text()
  const oneOf = <T extends string>(values: readonly T[], name: string): T | undefined => {
    const chosen = choice(name)
    return values.find((value) => value === chosen)
  }
  const confidence = fields.get(controls.confidence)?.at('value').at('number')
  const certainty = confidence?.number()
  if (certainty !== undefined && !(certainty >= 0 && certainty <= 1)) {
    confidence?.problem('wrong-number', 'is no confidence from 0 to 1.')
  }
  const [normalizedClaim] = texts(controls.normalizedClaim)
  const [note] = texts(controls.note)
  const [justification] = texts(controls.justification)
  const [name] = texts(controls.speaker)
  const [uri] = texts(controls.speakerUri)
  const speakerKind = oneOf(speakerKinds, controls.speakerKind)
  const kind = oneOf(attributionKinds, controls.attribution)
  const label = choice(controls.verdict)
  const checkWorthiness = oneOf(checkWorthinesses, controls.checkWorthiness)
  const status = oneOf(claimStatuses, controls.status)
  const hasAttribution = [kind, name, roles.source, roles.cue].some((part) => part !== undefined)
  const tags = texts(controls.tags).filter((tag) => tag !== '')
  return {
    ...(normalizedClaim === undefined ? {} : { normalizedClaim }),
    ...(checkWorthiness === undefined ? {} : { checkWorthiness }),
    ...(label === undefined || label === ''
      ? {}
      : {
          verdict: {
            scale: choice(controls.verdictScale) || 'core',
            label,
            ...(justification === undefined ? {} : { justification }),
          },
        }),
    ...(certainty === undefined || !(certainty >= 0 && certainty <= 1) ? {} : { confidence: certainty }),
    ...(hasAttribution
      ? {
          attribution: {
            kind: kind ?? 'indirect',
            ...roles,
            ...(name === undefined || name === ''
              ? {}
              : {
                  speaker: { name, ...(speakerKind && { kind: speakerKind }), ...(uri === undefined ? {} : { uri }) },
                }),
          },
        }
      : {}),
    ...(tags.length === 0 ? {} : { tags }),
    ...(note === undefined ? {} : { note }),
    ...(status === undefined ? {} : { status }),
  }
}
