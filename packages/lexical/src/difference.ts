import { type Line, sameLine } from './line.js'
import { bold, italic, type Look } from './run.js'

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
  const runs = line.runs.map((run) => `${lookInWords(run)}${JSON.stringify(run.text)}`)
  return `a ${line.kind} with ${runs.join(' ') || 'no words'}`
}

function lookInWords({ style, link, object }: Look): string {
  const words = [
    ...(style & bold ? ['bold'] : []),
    ...(style & italic ? ['italic'] : []),
    ...(link === null ? [] : [`linked to ${link}`]),
    ...(object === null ? [] : [`object ${object}`]),
  ]
  return words.map((word) => `${word} `).join('')
}
