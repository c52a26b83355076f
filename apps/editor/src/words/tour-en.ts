/** What the first steps say, in English: it is loaded with them. */
export const tourEn = {
  'tour.title': 'First steps',
  'tour.here': 'First steps: {count} short steps. Tab reaches them, Escape skips them.',
  'tour.step': '{at} of {count}',
  'tour.next': 'Next',
  'tour.back': 'Back',
  'tour.skip': 'Skip',
  'tour.done': 'Start',
  'tour.again': 'Show the first steps',
  'tour.select': 'Choose words',
  'tour.select-how':
    'Drag over words, double-click one, or press S: that takes the sentence at the cursor, and again the next one.',
  'tour.mark': 'Mark a claim',
  'tour.mark-how':
    'Then press the key of its type, {keys}. R marks the next sentence as the last one. Ctrl Z takes it back.',
  'tour.describe': 'Say what is known of it',
  'tour.describe-how':
    'The chosen claim is in the panel: who said it, whether it is worth checking, evidence, relations, and the same claim in other articles.',
  'tour.together': 'With others',
  'tour.together-how':
    'Whoever has the article open sees your claims at once. In Layers you choose where new claims go, and compare what different people have marked.',
  'tour.help': 'When you are stuck',
  'tour.help-how':
    '? shows every key. The guideline, the history and the article’s status are in its menu, the three dots beside the title.',
} as const
