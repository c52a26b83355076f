import type { Label, Scheme } from './scheme.js'
import { verdictScales } from './verdict.js'

/** Colours that keep 3:1 against white and against near-black, told apart by people who see red and green alike. */
const colors = ['#0077bb', '#c45a00', '#8a6fd1', '#3d8b57', '#cc3d7a', '#7d7d7d', '#9a7b00']

/** Labels with their colours and the keys 1, 2, 3… in the order given. */
function labels(definitions: readonly (readonly [label: string, definition: string])[]): readonly Label[] {
  return definitions.map(([label, definition], at) => ({
    label,
    definition,
    ...(colors[at] === undefined ? {} : { color: colors[at] }),
    key: String(at + 1),
  }))
}

const checkWorthiness: readonly Label[] = [
  { label: 'CFS', definition: 'Check-worthy factual: a fact that the public would want to know the truth of.' },
  { label: 'UFS', definition: 'Unimportant factual: it can be checked, but hardly anybody would ask.' },
  { label: 'NFS', definition: 'Non-factual: an opinion, a wish, a question; nothing to check.' },
]

const claimRelations: readonly Label[] = [
  { label: 'supports', definition: 'The first claim is a reason to believe the second.' },
  { label: 'attacks', definition: 'The first claim is a reason to doubt the second.' },
  { label: 'equivalent', definition: 'Both are true or both are false, always.' },
  { label: 'rephrases', definition: 'The first says the second again in other words.' },
  { label: 'part-of', definition: 'The first is one of several statements that make up the second.' },
]

const attributionKinds: readonly Label[] = [
  { label: 'direct', definition: "The source's own words, in quotation marks." },
  { label: 'indirect', definition: "The source's statement in the writer's words." },
  { label: 'mixed', definition: "The writer's words with quoted ones among them." },
]

/** What schemes for fact-checking share. */
const factChecking = {
  version: 1,
  checkWorthiness,
  verdictScales: verdictScales.map(({ id }) => id),
  relationTypes: claimRelations,
  attributionKinds,
} as const

/** Full Fact's seven classes (Konstantinovskiy et al. 2018) as claim types. */
export const fullFactScheme: Scheme = {
  ...factChecking,
  id: 'full-fact',
  name: 'Claim classes of Full Fact',
  claimTypes: labels([
    ['Personal experience', 'What the speaker has lived through; nobody else can check it.'],
    ['Quantity in the past or present', 'An amount, a share, a trend or a comparison of what was or is.'],
    ['Correlation or causation', 'Two things go together, or one brings about the other.'],
    ['Current laws or rules of operation', 'What a law says now, or how a body works now.'],
    ['Prediction', 'What will happen.'],
    ['Other type of claim', 'It can be checked and is none of the others.'],
    ['Not a claim', 'It states nothing that can be checked.'],
  ]),
  guideline: `Mark each sentence that states something and give it exactly one class.

When two classes fit, take the one that a fact-checker would work on first.
`,
}

/** Argument components (Stab and Gurevych 2017) as claim types. */
export const argumentScheme: Scheme = {
  ...factChecking,
  id: 'argument',
  name: 'Argument components',
  claimTypes: labels([
    ['MajorClaim', "The writer's stance on the whole matter."],
    ['Claim', 'A point for or against the stance, which needs reasons.'],
    ['Premise', 'A reason for or against a claim.'],
  ]),
  guideline: `Find the stance of the whole text first, then the points that argue for or against it, then their reasons.

Join each premise to its claim, and each claim to the major claim, with \`supports\` or \`attacks\`.
`,
}
