import { type Format, isWritable } from '@claimspan/exporter/corpora'

/** The formats as a page of Markdown: `docs/formats.md`, which a test holds to this. */
export function formatsPage(formats: readonly Format[]): string {
  return [
    '# Formats',
    'Made from the table of formats by `npm run docs`; `claimspan formats` prints the same. What a format cannot carry is',
    'listed for every document and annotation in `losses.jsonl` beside an export, with what was done: left out, flattened,',
    'split or renamed.',
    '',
    '| format | what it is | offsets | written | read |',
    '|---|---|---|---|---|',
    ...formats.map(
      (format) =>
        `| [\`${format.name}\`](#${format.name}) | ${cell(format.title)} | ${units(format)} | ${yes(isWritable(format))} | ${yes(format.read !== undefined)} |`,
    ),
    ...formats.flatMap(section),
    '',
  ].join('\n')
}

/** A line on what defines a format. */
export function specLine({ spec }: Format): string | undefined {
  if (spec === undefined) return undefined
  const version = spec.version === undefined ? '' : `, ${spec.version}`
  return `${spec.name}${version}${spec.url === undefined ? '' : `: ${spec.url}`}`
}

function section(format: Format): readonly string[] {
  const { name, title, carries, loses, files = [], extensions } = format
  const spec = specLine(format)
  return [
    '',
    `## ${name}`,
    `${title}.`,
    '',
    ...(spec === undefined ? [] : [`- **Defined by** ${spec}`]),
    `- **Files** ${(files.length > 0 ? files : extensions.map((end) => `<id>${end}`)).map((file) => `\`${file}\``).join(', ')}`,
    `- **Offsets** ${units(format)}`,
    `- **Carries** ${carries.join('; ')}`,
    `- **Loses** ${loses.length === 0 ? 'nothing' : loses.join('; ')}`,
    `- **Command** ${commandsOf(format).join(', ')}`,
  ]
}

function commandsOf(format: Format): readonly string[] {
  return [
    ...(isWritable(format) ? [`\`claimspan export <corpus> --to ${format.name} --out <folder>\``] : []),
    ...(format.read === undefined ? [] : [`\`claimspan import <files> --from ${format.name} --out <corpus>\``]),
  ]
}

const unitWords = { 'code-point': 'code points', 'utf-16': 'UTF-16 code units', byte: 'bytes of UTF-8', none: 'none' }

function units({ unit, units: all }: Format): string {
  const others = all.filter((one) => one !== unit)
  return others.length === 0
    ? unitWords[unit]
    : `${unitWords[unit]} (or ${others.map((one) => unitWords[one]).join(', ')})`
}

const yes = (is: boolean): string => (is ? 'yes' : '–')
const cell = (text: string): string => text.replaceAll('|', '\\|')
