import type { ImportProblem } from '@claimspan/exporter'

/** A problem as a line that an editor can jump to: `file:line:column: sentence`. */
export function problemLine(problem: ImportProblem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
  const byte = problem.byte === undefined ? '' : ` (byte ${problem.byte})`
  return `${place}: ${problem.sentence}${byte}\n`
}
