/** Words that were wrapped over several lines of a template literal, on one line. */
export function folded(words) {
  return words.replace(/\s*\n\s*/g, ' ')
}
