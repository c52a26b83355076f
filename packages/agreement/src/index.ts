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
} from './agreement-series.js'
export { type AgreementOptions, type AgreementTable, agreementReport, agreementTable } from './agreement-table.js'
export { type AlignedClaims, type Alignment, alignClaims } from './align-claims.js'
export { type BootstrapOptions, bootstrapInterval, type FigureInterval, type Interval } from './bootstrap.js'
export type { CodersOptions } from './coder-marks.js'
export { type Coefficient, numberOf } from './coefficient.js'
export { cohenKappa } from './cohen-kappa.js'
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
