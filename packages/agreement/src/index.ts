export { type Adjudication, type AdjudicationOptions, adjudicate } from './adjudicate/adjudicate.js'
export { type ClaimGroup, claimGroups } from './adjudicate/claim-groups.js'
export { applyCurated, type CuratedChanges, curatedChanges } from './adjudicate/curated-changes.js'
export type { DecidedField, Decision, UnusedDecision } from './adjudicate/decision.js'
export {
  type AdjudicatedField,
  type CategoricalField,
  categoricalFields,
  type FieldValues,
  keyOfField,
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
export type {
  AgreementReport,
  AgreementRow,
  ConfusionMatrix,
  Figure,
  LabelAgreement,
  PairAgreement,
} from './agreement-report.js'
export {
  type AgreementPeriod,
  agreementChange,
  agreementSeries,
  type FigureChange,
  type GuidelineVersion,
  lastMadeAt,
  periodOfGuideline,
  periodOfTime,
  readGuidelineVersion,
} from './agreement-series.js'
export { type AgreementOptions, type AgreementTable, agreementReport, agreementTable } from './agreement-table.js'
export { type AlignedClaims, type Alignment, alignClaims } from './align-claims.js'
export {
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapIntervals,
  type FigureInterval,
  type Interval,
} from './bootstrap.js'
export type { CodersOptions } from './coder-marks.js'
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
export type { Weighted, Weights } from './disagreement.js'
export {
  countDisagreements,
  type Disagreement,
  type DisagreementCounts,
  type DisagreementKind,
  type DisagreementSide,
  disagreementKinds,
  disagreements,
  type KindCounts,
} from './disagreement-list.js'
export type { Facet, Measure } from './figure-of.js'
export { fleissKappa } from './fleiss-kappa.js'
export { type AlignmentOptions, alignUnits, type UnitAlignment, type UnitaryAlignment } from './gamma/alignment.js'
export type { LabelSums, PairSums } from './gamma/categorical.js'
export {
  categoricalDissimilarity,
  combinedDissimilarity,
  type Dissimilarity,
  positionalDissimilarity,
} from './gamma/dissimilarity.js'
export {
  type AlignedPart,
  type Gamma,
  type GammaFigures,
  type GammaOptions,
  type GammaPart,
  gamma,
  gammaOfParts,
} from './gamma/gamma.js'
export { gwetAC1, gwetAC2, type LabelsToGive } from './gwet-ac.js'
export type { Given } from './item-codes.js'
export { alphaOfUnits, krippendorffAlpha, type Metric } from './krippendorff-alpha.js'
export type { LabelledSpans, MatchCounts, MatchScheme } from './match-counts.js'
export { percentAgreement, percentAgreementOfAll } from './percent-agreement.js'
export { scottPi } from './scott-pi.js'
export {
  type LabelledSpanScores,
  type MacroScores,
  type MarkedByTwo,
  type SpanScore,
  type SpanScores,
  spanScores,
} from './span-scores.js'
export { type MarkedText, type TokenScores, tokenScores } from './token-scores.js'
export {
  type UnitAgreement,
  type UnitAgreementOptions,
  type UnitMeasure,
  type UnitRow,
  unitAgreement,
} from './unit-agreement.js'
export { type AlphaU, alphaU, type LabelAlphaU } from './unitizing/alpha-u.js'
export { type UnitizingAlpha, unitizingAlpha, unitizingOfParts } from './unitizing/unitizing-alpha.js'
export { type UnitizingPart, unitizingPart } from './unitizing/unitizing-part.js'
