import type { ImportProblem } from './format.js'

/** A problem as a line for a person: the file, the line or byte, the sentence. */
export function importProblemLine({ file, line, column, byte, sentence }: ImportProblem): string {
  const place = [
    file,
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
    ...(byte === undefined ? [] : [`byte ${byte}`]),
  ]
  return `${place.join(', ')}: ${sentence}`
}
