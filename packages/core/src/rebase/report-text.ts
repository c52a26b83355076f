import type { RebasedMention, RebaseReport } from './report.js'

/** A report as a person reads it: the counts, then every mention that is not as it was, with its old and new words. */
export function rebaseReportText(report: RebaseReport): string {
  const { document, from, to, counts, mentions } = report
  const total = counts.whole + counts.changed + counts.detached
  const lines = [
    `${document}: version ${from} → ${to}`,
    `${plural(total, 'mention')}: ${counts.whole} whole, ${counts.changed} changed, ${counts.detached} detached` +
      (counts.moved === 0 ? '' : `; ${counts.moved} of them found at another place by their words`),
  ]
  const section = (
    title: string,
    of: readonly RebasedMention[],
    text: (mention: RebasedMention) => readonly string[],
  ) => {
    if (of.length === 0) return
    lines.push('', title)
    for (const mention of of) lines.push(...text(mention))
  }
  const name = ({ claim, mention }: RebasedMention) => `  ${claim} ${mention}`
  section(
    'Changed: look whether the claim is still right',
    mentions.filter(({ state }) => state === 'changed'),
    (mention) => [
      name(mention),
      `    was  ${quoted(mention.before.quote)}`,
      `    is   ${quoted(mention.after.quote)}`,
      ...offers(mention),
    ],
  )
  section(
    'Detached: the words are gone; mark them again where they are, or remove the claim',
    mentions.filter(({ state }) => state === 'detached'),
    (mention) => [name(mention), `    was  ${quoted(mention.before.quote)}`, ...offers(mention)],
  )
  section(
    'Moved: the same words, at another place',
    mentions.filter(({ state, how }) => state === 'whole' && how === 'quote'),
    (mention) => [name(mention), `    is   ${quoted(mention.after.quote)}`],
  )
  return `${lines.join('\n')}\n`
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const longest = 160

/** Words on one line, the middle of long ones left out. */
function quoted(words: string): string {
  const characters = [...words.replace(/\s+/g, ' ')]
  if (characters.length <= longest) return `“${characters.join('')}”`
  return `“${characters.slice(0, longest - 40).join('')} […] ${characters.slice(-30).join('')}”`
}

const mostOffers = 3

function offers({ candidates = [] }: RebasedMention): readonly string[] {
  return candidates.slice(0, mostOffers).map(({ quote }) => `    or   ${quoted(quote)}`)
}
