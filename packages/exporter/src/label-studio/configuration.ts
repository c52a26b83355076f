import { attributionKinds, claimStatuses, type Label, type Scheme, speakerKinds, verdictScales } from '@claimspan/core'
import { linkLabel, linkLabels, markLabel, markLabels } from '../marks/mark.js'

/** The control tags of the labelling configuration, by the names that results refer to. */
export const controls = {
  label: 'label',
  checkWorthiness: 'check_worthiness',
  verdict: 'verdict',
  verdictScale: 'verdict_scale',
  justification: 'justification',
  normalizedClaim: 'normalized_claim',
  confidence: 'confidence',
  attribution: 'attribution',
  speaker: 'speaker',
  speakerKind: 'speaker_kind',
  speakerUri: 'speaker_uri',
  tags: 'tags',
  note: 'note',
  status: 'status',
} as const
/** The name of the object tag that holds the article. */
export const objectName = 'text'

/** The labelling configuration of a project that shows these tasks, to be pasted under Settings, Labeling Interface, Code. */
export function labellingConfiguration(scheme: Scheme): string {
  const labels = [
    { label: markLabels.untyped },
    ...scheme.claimTypes.map(({ label, color }) => ({ label: markLabel(label), color })),
  ]
  const relations = [...scheme.relationTypes.map(({ label }) => linkLabel(label)), ...Object.values(linkLabels)]
  const verdicts = scheme.verdictScales.flatMap((id) => verdictScales.find((scale) => scale.id === id)?.labels ?? [])
  const texts = [
    controls.normalizedClaim,
    controls.justification,
    controls.speaker,
    controls.speakerUri,
    controls.tags,
    controls.note,
  ]
  return `${[
    '<View>',
    `  <Labels name="${controls.label}" toName="${objectName}" choice="multiple">`,
    ...different([...labels, { label: markLabels.source }, { label: markLabels.cue }]).map(labelTag),
    '  </Labels>',
    '  <Relations>',
    ...[...new Set(relations)].map((value) => `    <Relation value=${quoted(value)}/>`),
    '  </Relations>',
    `  <Text name="${objectName}" value="$text"/>`,
    '  <View visibleWhen="region-selected">',
    ...choices(
      controls.checkWorthiness,
      scheme.checkWorthiness.map(({ label }) => label),
    ),
    ...choices(controls.status, claimStatuses),
    ...choices(controls.verdict, verdicts),
    ...choices(controls.verdictScale, scheme.verdictScales),
    ...choices(controls.attribution, attributionKinds),
    ...choices(controls.speakerKind, speakerKinds),
    `    <Number name="${controls.confidence}" toName="${objectName}" perRegion="true" min="0" max="1" step="0.01"/>`,
    ...texts.map(
      (name) =>
        `    <TextArea name="${name}" toName="${objectName}" perRegion="true" placeholder="${name.replace('_', ' ')}"/>`,
    ),
    '  </View>',
    '</View>',
  ].join('\n')}\n`
}

/** The labels, of equal ones the first. */
const different = (labels: readonly Pick<Label, 'label' | 'color'>[]) =>
  labels.filter(({ label }, at) => labels.findIndex((each) => each.label === label) === at)

const labelTag = ({ label, color }: Pick<Label, 'label' | 'color'>): string =>
  `    <Label value=${quoted(label)}${color === undefined ? '' : ` background=${quoted(color)}`}/>`

const choices = (name: string, values: readonly string[]): readonly string[] =>
  values.length === 0
    ? []
    : [
        `    <Choices name="${name}" toName="${objectName}" perRegion="true" choice="single-radio">`,
        ...[...new Set(values)].map((value) => `      <Choice value=${quoted(value)}/>`),
        '    </Choices>',
      ]

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** An XML attribute value; white space but the space is written as a reference, as a parser would make it a space. */
const quoted = (value: string): string =>
  `"${value.replace(/[&<>"]|[\t\n\r]/g, (character) => entities[character] ?? `&#${character.charCodeAt(0)};`)}"`
