import { counted } from './message.js'

/** What is said of the same claim in other articles, in English: it is loaded with the form of a claim. */
export const sameEn = {
  'same.title': 'The same claim in other articles',
  'same.none': 'None is linked.',
  'same.link': 'Link as the same',
  'same.link-to': 'Link as the same: “{words}” in {title}',
  'same.unlink': 'Take my link away',
  'same.linked': 'Linked with “{words}”.',
  'same.unlinked': 'The link is taken away.',
  'same.from-there': 'Linked from there.',
  'same.alike': counted('en', {
    one: '{count} claim elsewhere says nearly the same',
    other: '{count} claims elsewhere say nearly the same',
  }),
  'same.find': 'Find one …',
  'same.dialog': 'Same claim as …',
  'same.words': 'Words of the claim',
  'same.hint': 'Two letters at least; it is looked for in the claims of all other articles',
  'same.no-hits': 'No claim of another article has these words. Try fewer words, or other ones.',
  'same.open': 'Open {title} in another tab',
} as const
