/**
 * The editor's words in English; every other language has the same keys. `{{name}}` is filled in. A key that ends in
 * `_one` or `_other` is a plural form and is asked for without the ending, with `count`; a language has the forms that
 * `Intl.PluralRules` knows of it.
 */
export const en = {
  'claims.title': 'Claims',
  'claims.some': '{{shown}} of {{all}}',
  'claims.to-check': '{{count}} to check',
  'claims.only-to-check': 'Show only claims whose words were edited or are gone; next one',
  'claims.none': 'No claims yet.',
  'claims.how-to-mark': 'Select words in the article and press 1 to 5.',
  'claims.none-pass': 'No claim passes the filter.',
  'claims.show-hidden': 'Show {{count}} of “{{layer}}”',
  'claims.gone': 'Words gone from the text',
  'claims.gone-explained':
    'These claims keep the words they were made on. They come back to them when the words come back, or when you find them again: F',
  'claims.only-of-type': 'Show only claims of a type',
  'claims.no-type': 'No type',
  'filter.open': 'Filter claims',
  'filter.open-active': 'Filter claims, {{count}} in force',
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
  'margin.claim': '{{type}} by {{author}}, {{state}}: {{words}}',
  'margin.more_one': '{{count}} more claim here',
  'margin.more_other': '{{count}} more claims here',
  'part.source': 'source',
  'part.cue': 'cue',
  'bar.all-articles': 'All articles',
  'bar.keys': 'Keys',
  'bar.text-and-claims': 'Text and claims',
  'bar.annotate': 'Annotate',
  'bar.edit': 'Edit text',
  'theme.title': 'Theme',
  'theme.system': 'As the system',
  'theme.light': 'Light',
  'theme.dark': 'Dark',
  'language.title': 'Language',
  'articles.title': 'Articles',
  'articles.new': 'New article',
  'articles.find': 'Find an article',
  'articles.find-hint': 'Find by title, language or id, or words in texts and claims',
  'articles.clear': 'Clear',
  'articles.listing': 'The articles are being listed.',
  'articles.unreachable': 'The articles cannot be listed',
  'articles.again': 'Try again',
  'articles.none': 'No articles yet',
  'articles.none-explained':
    'Paste one, or drop files of any format here. They are kept on the server, and everybody who has the address can mark their claims with you.',
  'articles.none-found': 'No article has “{{words}}” in its title, language or id.',
  'articles.characters_one': '{{count}} character',
  'articles.characters_other': '{{count}} characters',
  'articles.claims_one': '{{count}} {{layer}} claim',
  'articles.claims_other': '{{count}} {{layer}} claims',
  'articles.delete': 'Delete “{{title}}”',
} as const

export type WordKey = keyof typeof en extends infer Key
  ? Key extends `${infer Stem}_${'one' | 'other'}`
    ? Stem
    : Key
  : never

/** What a language file holds: every key of the English one; of plurals the forms that the language has. */
export type Words = Readonly<Record<Exclude<keyof typeof en, `${string}_one`>, string>> &
  Readonly<Partial<Record<`${string}_${Intl.LDMLPluralRule}`, string>>>
