import { checkWorthinesses, claimStatuses, type EvidenceSet, evidenceStances } from './claim.js'
import type { ClaimFields } from './claim-store.js'

/**
 * What is wrong with a value for a claim's field, in words; `undefined` when nothing is. For stores, which throw it as a
 * `RangeError`. Spans of evidence are the store's to look at.
 */
export function fieldFault<Field extends keyof ClaimFields>(
  field: Field,
  value: ClaimFields[Field],
): string | undefined {
  if (value === undefined) {
    return field === 'status' || field === 'evidence'
      ? `A claim always has ${field}: it cannot be taken away`
      : undefined
  }
  const got = `got ${JSON.stringify(value)}`
  switch (field) {
    case 'normalizedClaim':
    case 'note':
      return typeof value === 'string' ? undefined : `A claim's ${field} is text: ${got}`
    case 'proposition':
      return typeof value === 'string' && value !== ''
        ? undefined
        : `A proposition is named by text that is not empty: ${got}`
    case 'checkWorthiness':
      return includes(checkWorthinesses, value)
        ? undefined
        : `Check-worthiness is ${checkWorthinesses.join(', ')}: ${got}`
    case 'status':
      return includes(claimStatuses, value) ? undefined : `A status is ${claimStatuses.join(', ')}: ${got}`
    case 'confidence':
      return typeof value === 'number' && value >= 0 && value <= 1
        ? undefined
        : `A confidence is a number from 0 to 1: ${got}`
    case 'verdict': {
      const { scale, label } = value as NonNullable<ClaimFields['verdict']>
      return scale !== '' && label !== '' ? undefined : `A verdict has a scale and a label: ${got}`
    }
    case 'evidence': {
      const stances = (value as readonly EvidenceSet[]).map(({ stance }) => stance)
      return stances.every((stance) => evidenceStances.includes(stance))
        ? undefined
        : `The stance of evidence is ${evidenceStances.join(', ')}: ${got}`
    }
    default:
      return `A claim has no field ${JSON.stringify(field)} that is set`
  }
}

const includes = (values: readonly string[], value: unknown): boolean => values.some((one) => one === value)
