import type { compareEn } from './compare-en.js'
import type { dialogsEn } from './dialogs-en.js'
import { counted, type Message } from './message.js'
import type { projectEn } from './project-en.js'
import type { sameEn } from './same-en.js'
import type { schemeEn } from './scheme-en.js'
import type { tourEn } from './tour-en.js'

/** The editor's words in English but for those of the page that compares layers; every other language has both in one file. */
export const en = {
  'claims.title': 'Claims',
  'claims.some': '{shown} of {all}',
  'claims.to-check': '{count} to check',
  'claims.only-to-check': 'Show only claims whose words were edited or are gone; next one',
  'claims.none': 'No claims yet.',
  'claims.how-to-mark': 'Select words in the article and press 1 to 5.',
  'claims.none-pass': 'No claim passes the filter.',
  'claims.show-hidden': 'Show {count} of “{layer}”',
  'claims.gone': 'Words gone from the text',
  'claims.gone-explained':
    'These claims keep the words they were made on. They come back to them when the words come back, or when you find them again: F',
  'claims.only-of-type': 'Show only claims of a type',
  'claims.no-type': 'No type',
  'filter.open': 'Filter claims',
  'filter.open-active': 'Filter claims, {count} in force',
  'filter.title': 'Filter',
  'filter.words': 'Find in claims',
  'filter.clear': 'Clear all',
  'filter.clear-words': 'Clear',
  'filter.author': 'Author',
  'filter.state': 'State',
  'filter.layer': 'Layer',
  'filter.worth': 'Check-worthiness',
  'filter.type': 'Type',
  'state.to-check': 'To check',
  'state.draft': 'Draft',
  'state.proposed': 'Proposed',
  'state.accepted': 'Accepted',
  'state.rejected': 'Rejected',
  'state.changed': 'Words changed',
  'state.detached': 'Words gone',
  'worth.CFS': 'Check-worthy',
  'worth.UFS': 'Unimportant',
  'worth.NFS': 'Not factual',
  'worth.none': 'Not judged',
  'view.title': 'View',
  'view.margin': 'Margin of claims',
  'view.minimap': 'Map of claims',
  'view.focus': 'Focus on the chosen claim',
  'view.focus-on': 'Focus: only the chosen claim stands out.',
  'view.focus-off': 'Focus is off.',
  'view.relations': 'Relations',
  'view.relations-none': 'Hidden',
  'view.relations-chosen': 'Of the chosen claim',
  'view.relations-all': 'All in the window',
  'margin.label': 'Claims beside the text',
  'margin.claim': '{type} by {author}, {state}: {words}',
  'margin.more': counted('en', { one: '{count} more claim here', other: '{count} more claims here' }),
  'part.source': 'source',
  'part.cue': 'cue',
  'faces.also-here': 'Also here',
  'faces.joined': '{name} joined.',
  'faces.left': '{name} left.',
  'follow.follow': 'Follow {name}',
  'follow.following': 'Following {name}',
  'follow.begun': 'Following {name} until you scroll or press a key.',
  'follow.ended': 'No longer following {name}.',
  'follow.left': '{name} left; you follow nobody now.',
  'follow.stop': 'Stop',
  'bar.all-articles': 'All articles',
  'bar.article': 'Article',
  'bar.layers': 'Layers',
  'bar.export': 'Export',
  'bar.keys': 'Keys',
  'bar.text-and-claims': 'Text and claims',
  'bar.annotate': 'Annotate',
  'bar.edit': 'Edit text',
  'theme.title': 'Theme',
  'theme.system': 'As the system',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'language.title': 'Language',
  'articles.again': 'Try again',
  'export.disarm': 'Disarm formulas in CSV and TSV cells',
  'guideline.title': 'Guideline',
  'layer.shared': 'Everybody writes here, live',
  'layer.independent': 'One annotator’s own',
  'layer.curated': 'The agreed result',
  'layer.suggested': 'From a model or an import',
  'layers.shown': 'Layers shown',
  'layers.working': 'New claims go to',
  'layers.blind': 'Blind: nobody else sees it yet',
  'layers.now': 'New claims now go to {layer}.',
  'compare.open': 'Compare layers',
  'compare.open-hint': 'Side by side, and decide',
} as const satisfies Readonly<Record<string, Message>>

export type WordKey =
  | keyof typeof en
  | keyof typeof compareEn
  | keyof typeof dialogsEn
  | keyof typeof projectEn
  | keyof typeof sameEn
  | keyof typeof schemeEn
  | keyof typeof tourEn

/** What a language file holds. */
export type Words = Readonly<Record<WordKey, Message>>
