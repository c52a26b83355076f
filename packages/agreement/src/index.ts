export { type Adjudication, type AdjudicationOptions, adjudicate } from './adjudicate/adjudicate.js'
export { type ClaimGroup, claimGroups } from './adjudicate/claim-groups.js'
export type { Decision, UnusedDecision } from './adjudicate/decision.js'
export {
  type AdjudicatedField,
  type CategoricalField,
  categoricalFields,
  type ValueField,
  valueFields,
} from './adjudicate/field.js'
export {
  type AdjudicationRecord,
  type Choice,
  type FieldOutcome,
  type OpenQuestion,
  openQuestions,
} from './adjudicate/record.js'
export { type FieldSoftLabel, type LayerReliability, reliabilityOfLayers } from './adjudicate/reliability.js'
export type { AdjudicationRule } from './adjudicate/rule.js'
export {
  type AgreementOptions,
  type AgreementReport,
  agreementReport,
  type FieldAgreement,
  type PairAgreement,
} from './agreement-report.js'
export { type AlignedClaims, type Alignment, alignClaims } from './align-claims.js'
export { type Coefficient, numberOf } from './coefficient.js'
export { cohenKappa } from './cohen-kappa.js'
export { type Continuum, continuum, continuumOfClaims, type LabelledSpan } from './continuum.js'
export {
  type AnnotatorModel,
  type DawidSkene,
  type DawidSkeneOptions,
  dawidSkene,
  type Rating,
  type SoftLabel,
} from './dawid-skene.js'
export { fleissKappa } from './fleiss-kappa.js'
export { type AlignmentOptions, alignUnits, type UnitAlignment, type UnitaryAlignment } from './gamma/alignment.js'
export {
  categoricalDissimilarity,
  combinedDissimilarity,
  type Dissimilarity,
  positionalDissimilarity,
} from './gamma/dissimilarity.js'
export { type Gamma, type GammaOptions, type GammaPart, gamma, gammaOfParts } from './gamma/gamma.js'
export { alphaOfUnits, krippendorffAlpha, type Metric } from './krippendorff-alpha.js'
export { percentAgreement } from './percent-agreement.js'
export {
  type MatchScores,
  type Scores,
  type SpanAgreement,
  spanAgreement,
  spanAgreementOf,
  type TwoSets,
} from './span-agreement.js'
export { type AlphaU, alphaU, type LabelAlphaU } from './unitizing/alpha-u.js'
export { type UnitizingAlpha, unitizingAlpha } from './unitizing/unitizing-alpha.js'
