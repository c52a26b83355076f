import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type AdjudicationOptions,
  type AdjudicationRecord,
  type AdjudicationRule,
  adjudicate,
  type Decision,
  type LayerReliability,
  openQuestions,
  reliabilityOfLayers,
  type UnusedDecision,
} from '@claimspan/agreement'
import { type AnnotatedDocument, type Instant, isId, writeNativeLine, writeScheme } from '@claimspan/core'
import { type AdjudicationSummary, countOf, tellSummary } from './adjudication-summary.js'
import { type AsideFolder, asideFolder } from './aside.js'
import { type Command, list, onePath, readArguments } from './command.js'
import { type Corpus, openCorpus } from './corpus.js'
import { type DecisionLine, editsOf, readDecisions } from './decisions.js'
import { Trouble, WrongUse } from './exit.js'
import { decodeUtf8, linesOf } from './lines.js'
import { problemLine } from './problems.js'
import { progress, type Terminal } from './terminal.js'
import { versionsFile, versionsPath } from './versions.js'

/** The files beside the corpus: what became of everything, what waits for a person, and the labels with their probabilities. */
const files = { records: 'adjudication.jsonl', open: 'open.jsonl', soft: 'soft-labels.jsonl' } as const

export const adjudicateCorpus: Command = {
  name: 'adjudicate',
  summary: 'merge independent layers into a curated one by a rule',
  usage: `claimspan adjudicate <corpus> --rule unanimous|majority|reliability --out <corpus> [options]

  --rule         what decides: all layers say the same, more than half do, or those that do weigh more than half by how
                 reliable they are (learnt from the corpus with the model of Dawid and Skene)
  --out          where the corpus goes with its curated layer; beside it adjudication.jsonl says what each result came
                 from, open.jsonl lists what waits for a person
  --layers       ids of the layers that vote; all independent ones when left out
  --curated      id of the layer that the result is; curated when left out
  --by           id of the annotator who stands for the result; adjudicator when left out
  --boundaries   exact (the default): only words that the rule decides for as they are; characters: else those characters
                 that it decides for one by one
  --decisions    a file of persons' decisions, one JSON object a line, which go before the rule
  --reliability  with --rule reliability: layer=0.9,… in place of what the corpus tells
  --share        with --rule reliability: how much of the weight decides, 0.5 up to 1; 0.5 when left out
  --soft-labels  write soft-labels.jsonl: how probable each label is, by the model of Dawid and Skene
  --json         the summary as JSON
  --replace      write over what is at --out`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
      rule: 'value',
      out: 'value',
      layers: 'value',
      curated: 'value',
      by: 'value',
      boundaries: 'value',
      decisions: 'value',
      reliability: 'value',
      share: 'value',
      'soft-labels': 'flag',
      json: 'flag',
      replace: 'flag',
    })
    const path = onePath(rest, 'corpus')
    const { out, boundaries = 'exact', curated = 'curated', by = 'adjudicator' } = values
    const kind = ruleKind(values.rule)
    if (out === undefined) throw new WrongUse('Say where: --out <corpus>')
    if (boundaries !== 'exact' && boundaries !== 'characters') {
      throw new WrongUse(`--boundaries is exact or characters: got ${boundaries}`)
    }
    for (const [name, id] of [
      ['--curated', curated],
      ['--by', by],
    ] as const) {
      if (!isId(id)) throw new WrongUse(`${name} is an id of letters, digits and . _ @ + -: got ${JSON.stringify(id)}`)
    }
    if (kind !== 'reliability' && (values.reliability !== undefined || values.share !== undefined)) {
      throw new WrongUse('--reliability and --share belong to --rule reliability')
    }
    const share = readShare(values.share)
    const stated = values.reliability === undefined ? undefined : readReliability(values.reliability)
    const layers = values.layers === undefined ? undefined : list(values.layers)
    if (layers?.includes(curated)) throw new WrongUse(`The curated layer ${curated} does not vote on itself`)
    if (resolve(path) === resolve(out)) throw new Trouble(`${out} is the corpus itself; choose another --out`)

    const corpus = await openCorpus(path)
    const written = values.decisions === undefined ? [] : readDecisions(values.decisions)
    const folder = asideFolder(out, flags.has('replace'))
    try {
      const { documents, bad } = await readAll(corpus, terminal)
      const needsModel = (kind === 'reliability' && stated === undefined) || flags.has('soft-labels')
      const learnt = needsModel ? reliabilityOfLayers(documents, layers) : undefined
      const lineOf = editsOf(written, documents)
      const options: AdjudicationOptions = {
        rule: ruleOf(kind, stated, learnt, share),
        ...(layers === undefined ? {} : { layers }),
        curated,
        by,
        at: now(),
        boundaries,
        decisions: [...lineOf.keys()],
      }
      const summary = await writeAll(documents, options, lineOf, folder)
      if (flags.has('soft-labels')) await writeLines(folder, files.soft, learnt?.softLabels ?? [])
      await copyVersions(path, folder)
      await folder.write('scheme.json', schemeText(corpus, path))
      await folder.finish()
      tellSummary(summary, learnt?.byLayer ?? stated, flags.has('json'), terminal)
      terminal.err(`Written to ${out}; what waits for a person is in ${join(out, files.open)}\n`)
      return bad === 0 ? 0 : 1
    } catch (error) {
      await folder.abandon()
      throw error
    }
  },
}

type RuleKind = AdjudicationRule['kind']

function ruleKind(rule: string | undefined): RuleKind {
  if (rule === undefined) throw new WrongUse('Say by which rule: --rule unanimous|majority|reliability')
  if (rule !== 'unanimous' && rule !== 'majority' && rule !== 'reliability') {
    throw new WrongUse(`--rule is unanimous, majority or reliability: got ${rule}`)
  }
  return rule
}

function readShare(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0.5 && share < 1)) {
    throw new WrongUse(`--share is a number from 0.5 up to 1: got ${text}`)
  }
  return share
}

function readReliability(text: string): ReadonlyMap<string, number> {
  return new Map(
    list(text).map((part) => {
      const [layer = '', value = '', ...more] = part.split('=')
      const reliability = Number(value)
      if (layer === '' || value.trim() === '' || more.length > 0 || !(reliability >= 0 && reliability <= 1)) {
        throw new WrongUse(`--reliability is layer=number,… with numbers from 0 to 1: got ${part}`)
      }
      return [layer, reliability]
    }),
  )
}

function ruleOf(
  kind: RuleKind,
  stated: ReadonlyMap<string, number> | undefined,
  learnt: LayerReliability | undefined,
  share: number | undefined,
): AdjudicationRule {
  if (kind !== 'reliability') return { kind }
  const reliability = stated ?? learnt?.byLayer ?? new Map()
  return { kind, reliability, ...(share === undefined ? {} : { share }) }
}

async function readAll(corpus: Corpus, terminal: Terminal) {
  const shown = progress(terminal)
  const documents: AnnotatedDocument[] = []
  let bad = 0
  const problem = (line: string): void => {
    bad += 1
    shown.end()
    terminal.err(line)
  }
  for (const each of corpus.schemeProblems) problem(problemLine(each))
  for await (const entry of corpus.entries()) {
    if (!entry.ok) {
      problem(entry.problems.map(problemLine).join(''))
      continue
    }
    documents.push(entry.annotated)
    shown.tell(documents.length, 'documents')
  }
  shown.end()
  return { documents, bad }
}

async function writeAll(
  documents: readonly AnnotatedDocument[],
  options: AdjudicationOptions,
  lineOf: ReadonlyMap<Decision, DecisionLine>,
  folder: AsideFolder,
): Promise<AdjudicationSummary> {
  const notVoted: string[] = []
  const layers = new Set<string>()
  const records: AdjudicationRecord[] = []
  const unused: UnusedDecision[] = []
  for (const annotated of documents) {
    const done = adjudicatedOf(annotated, options)
    if (done.layers.length === 0) notVoted.push(annotated.document.id)
    for (const each of done.layers) layers.add(each)
    records.push(...done.records)
    unused.push(...done.unused)
    await folder.write('documents.jsonl', `${writeNativeLine(done.annotated)}\n`, true)
  }
  if (layers.size === 0) {
    const there = new Set(documents.flatMap((each) => each.layers.map(({ id, kind }) => `${id} (${kind})`)))
    throw new Trouble(
      `No document has two layers that vote; the corpus has ${[...there].join(', ') || 'none'}. Name others by --layers`,
    )
  }
  const known = new Set(documents.map(({ document }) => document.id))
  for (const decision of options.decisions ?? []) {
    if (!known.has(decision.document)) unused.push({ decision, why: `there is no document ${decision.document}` })
  }
  const questions = openQuestions(records)
  // Decisions stand in the records as they were written, with the offsets of their file.
  const asWritten = (decision: Decision): DecisionLine => lineOf.get(decision) ?? { ...decision }
  const fieldsOf = ({ fields }: AdjudicationRecord): readonly object[] =>
    fields.map((field) => (field.decision === undefined ? field : { ...field, decision: asWritten(field.decision) }))
  const lines = records.map((record) => ({ ...record, fields: fieldsOf(record) }))
  await writeLines(folder, files.records, lines)
  await writeLines(folder, files.open, questions)
  return {
    documents: documents.length,
    notVoted,
    layers: [...layers].sort(),
    claims: countOf(records, 'claim'),
    relations: countOf(records, 'relation'),
    questions: questions.length,
    unused: unused.map(({ decision, why }) => ({ decision: asWritten(decision), why })),
  }
}

function adjudicatedOf(annotated: AnnotatedDocument, options: AdjudicationOptions) {
  try {
    return adjudicate(annotated, options)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const how = options.rule.kind === 'reliability' ? '; say it by --reliability layer=0.8,…' : ''
    throw new Trouble(`Document ${annotated.document.id}: ${error.message}${how}`)
  }
}

async function writeLines(folder: AsideFolder, file: string, lines: readonly unknown[]): Promise<void> {
  await folder.write(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/** Older versions stay beside the corpus, as they are. */
async function copyVersions(path: string, folder: AsideFolder): Promise<void> {
  const versions = versionsPath(path)
  if (versions === undefined) return
  for await (const { number, bytes } of linesOf(versions)) {
    const text = decodeUtf8(bytes)
    if (text === undefined)
      throw new Trouble(`${versions}:${number}: The line is not UTF-8; correct it or take it out first`)
    await folder.write(versionsFile, `${text}\n`, true)
  }
}

function schemeText(corpus: Corpus, path: string): string {
  const file = join(path, 'scheme.json')
  return corpus.native !== undefined && existsSync(file) && corpus.schemeProblems.length === 0
    ? readFileSync(file, 'utf8')
    : writeScheme(corpus.scheme)
}

const now = (): Instant => new Date().toISOString()
