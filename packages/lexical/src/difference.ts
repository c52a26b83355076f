import { bold, italic, type Line, type Style, sameLine } from './line.js'

/** A sentence on the first line in which two texts differ; `null` when they read the same. */
export function differenceBetween(shown: readonly Line[], shared: readonly Line[], who: string): string | null {
  for (let index = 0; index < Math.max(shown.length, shared.length); index++) {
    const mine = shown[index]
    const theirs = shared[index]
    if (mine !== undefined && theirs !== undefined && sameLine(mine, theirs)) continue
    return `Line ${index + 1} differs: ${who} has ${inWords(mine)}; the shared text has ${inWords(theirs)}.`
  }
  return null
}

function inWords(line: Line | undefined): string {
  if (line === undefined) return 'no such line'
  const style = (of: Style) => `${of & bold ? 'bold ' : ''}${of & italic ? 'italic ' : ''}`
  const runs = line.runs.map((run) => `${style(run.style)}${JSON.stringify(run.text)}`)
  return `a ${line.kind} with ${runs.join(' ') || 'no words'}`
}
