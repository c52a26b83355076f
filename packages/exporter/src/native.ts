import { type Problem, problemSentence, readNativeLine, writeNativeLine, writeScheme } from '@claimspan/core'
import type { Format, ImportProblem, ReadableFile } from './format.js'

/** The native form: `documents.jsonl`, a document a line, and `scheme.json` beside it. Lossless. */
export const native: Format = {
  name: 'native',
  title: 'Claimspan JSONL',
  unit: 'code-point',
  units: ['code-point', 'utf-16', 'byte'],
  carries: ['everything'],
  loses: [],
  extensions: ['.jsonl'],
  spec: {
    name: 'Claimspan native form (a JSON Schema of it is published with @claimspan/core)',
    version: '1',
  },
  files: ['documents.jsonl', 'scheme.json'],
  recognises: ({ text }) => /^\s*\{\s*"claimspan"\s*:/.test(text.slice(0, 2000)),
  write: {
    document: (annotated, { unit }) => ({
      files: [{ path: 'documents.jsonl', text: `${writeNativeLine(annotated, unit)}\n`, append: true }],
      losses: [],
    }),
    corpus: ({ scheme }) => [{ path: 'scheme.json', text: writeScheme(scheme) }],
  },
  read: {
    documents(files) {
      const read = files.filter(({ path }) => !path.endsWith('scheme.json')).flatMap((file) => [...nativeLines(file)])
      return {
        documents: read.flatMap((line) => (line.ok ? [line.annotated] : [])),
        problems: read.flatMap((line) => (line.ok ? [] : line.problems)),
        notes: [],
      }
    },
  },
}

/** Each line that is not empty, read. One bad line does not stop the others. */
function* nativeLines({ path, text }: ReadableFile) {
  for (const [at, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const read = readNativeLine(line)
    if (read.ok) yield read
    else yield { ok: false as const, problems: read.problems.map((problem) => lineProblem(path, at + 1, problem)) }
  }
}

/** A problem of core with its line: the sentence names the field. */
function lineProblem(file: string, line: number, problem: Problem): ImportProblem {
  return { kind: problem.kind, file, line, sentence: problemSentence(problem) }
}
