import { problemSentence, check as problemsOf } from '@claimspan/core'
import type { ImportProblem } from '@claimspan/exporter'
import { type Command, onePath, readArguments } from './command.js'
import { openCorpus } from './corpus.js'
import { problemLine } from './problems.js'
import { progress } from './terminal.js'
import { olderVersions } from './versions.js'

export const check: Command = {
  name: 'check',
  summary: 'every problem with its place; exit 1 if there is one',
  usage: 'claimspan check <corpus> [--json]',
  async run(args, terminal) {
    const { flags, rest } = readArguments(args, { json: 'flag' })
    const path = onePath(rest, 'corpus')
    const corpus = await openCorpus(path)
    const shown = progress(terminal)
    const seen = new Map<string, string>()
    const current = new Map<string, number>()
    let documents = 0
    let claims = 0
    let problems = 0
    const report = (problem: ImportProblem) => {
      problems += 1
      shown.end()
      terminal.out(flags.has('json') ? `${JSON.stringify(problem)}\n` : problemLine(problem))
    }
    corpus.schemeProblems.forEach(report)
    for await (const entry of corpus.entries()) {
      documents += 1
      shown.tell(documents, 'documents')
      if (!entry.ok) {
        entry.problems.forEach(report)
        continue
      }
      const { annotated, file, line } = entry
      const place = { file, ...(line === undefined ? {} : { line }) }
      const { id } = annotated.document
      const before = seen.get(id)
      if (before !== undefined) {
        report({
          kind: 'duplicate-document',
          ...place,
          sentence: `Document ${id} is there twice; it is also at ${before}`,
        })
      }
      current.set(id, annotated.document.version)
      seen.set(id, line === undefined ? file : `${file}:${line}`)
      claims += annotated.claims.length
      for (const problem of problemsOf(annotated, corpus.scheme)) {
        report({ kind: problem.kind, ...place, sentence: `${id}: ${problemSentence(problem)}` })
      }
    }
    const versions = new Map<string, string>()
    for await (const entry of olderVersions(path)) {
      if (!entry.ok) {
        entry.problems.forEach(report)
        continue
      }
      const { annotated, file, line } = entry
      const place = { file, ...(line === undefined ? {} : { line }) }
      const { id, version } = annotated.document
      const at = line === undefined ? file : `${file}:${line}`
      const key = `${id} ${version}`
      const before = versions.get(key) ?? (current.get(id) === version ? seen.get(id) : undefined)
      if (before !== undefined) {
        const sentence = `Version ${version} of document ${id} is there twice; it is also at ${before}`
        report({ kind: 'duplicate-version', ...place, sentence })
      } else if (!current.has(id)) {
        const sentence = `This is an older version of document ${id}, which is not in the corpus`
        report({ kind: 'unknown-document', ...place, sentence })
      } else if (version > (current.get(id) ?? 0)) {
        const sentence = `Version ${version} of document ${id} is later than its current one, ${current.get(id)}`
        report({ kind: 'later-version', ...place, sentence })
      }
      versions.set(key, at)
      for (const problem of problemsOf(annotated, corpus.scheme)) {
        report({ kind: problem.kind, ...place, sentence: `${id} (version ${version}): ${problemSentence(problem)}` })
      }
    }
    shown.end()
    if (documents === 0) report({ kind: 'empty-corpus', file: path, sentence: 'There is no document in it' })
    const older = versions.size === 0 ? '' : `, ${count(versions.size, 'older version')}`
    const counted = `${count(documents, 'document')}, ${count(claims, 'claim')}${older}`
    if (!flags.has('json')) terminal.err(`${counted}: ${problems === 0 ? 'no problem' : count(problems, 'problem')}\n`)
    return problems === 0 ? 0 : 1
  },
}

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`
