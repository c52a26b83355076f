import {
  type AgreementOptions,
  agreementChange,
  agreementReport,
  agreementTable,
  countDisagreements,
  unitAgreement,
} from '@claimspan/agreement'
import { type AnnotatedDocument, type LayerKind, layerKinds } from '@claimspan/core'
import { reportPage } from './agreement-page.js'
import { periods } from './agreement-periods.js'
import { agreementText, changeText, seriesText } from './agreement-text.js'
import { asideFolder } from './aside.js'
import { type Command, list, onePath, readArguments } from './command.js'
import { openCorpus } from './corpus.js'
import { WrongUse } from './exit.js'
import { problemLine } from './problems.js'
import { progress, type Terminal } from './terminal.js'
import { unitAgreementText } from './unit-agreement.js'

export const agreement: Command = {
  name: 'agreement',
  summary: 'how far annotators agree',
  usage: `claimspan agreement <corpus> [--by layer|annotator] [--only id,…] [--kind independent,…] [--overlap 0.5]
                    [--samples N] [--seed N] [--level 0.95] [--units] [--json]
                    [--over month|day] [--guideline version@time,…] [--before <corpus>]
                    [--report <folder>] [--server <url>] [--replace]

  --by         compare layers (the default) or annotators
  --only       only these layers or annotators
  --kind       only layers of these kinds: ${layerKinds.join(', ')}; the independent ones when there are two, else all
  --overlap    how much two claims must overlap to be taken for the same, 0 to 1; any shared character when left out
  --samples    how many samples of the documents each interval is drawn from: 1000, 0 for none
  --level      how much of them lies within it: 0.95
  --units      also γ (Mathet 2015) and Krippendorff's α for unitizing, which pair no claims beforehand
  --over       agreement as it goes on, by when the last claim of each document was made
  --guideline  the same by version of the guideline: 1@2026-01-01T00:00:00Z,2@2026-03-01T00:00:00Z
  --before     an earlier state of the corpus, such as before a reveal; both are shown side by side
  --report     a folder for a page with tables, plots, matrices and every disagreement; it needs no network
  --server     where the editor runs, so that the page links into it, such as http://127.0.0.1:4321
  --replace    write over what is at --report`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, {
      by: 'value',
      only: 'value',
      kind: 'value',
      overlap: 'value',
      samples: 'value',
      seed: 'value',
      level: 'value',
      over: 'value',
      guideline: 'value',
      before: 'value',
      report: 'value',
      server: 'value',
      units: 'flag',
      json: 'flag',
      replace: 'flag',
    })
    const options = optionsOf(values)
    const periodOf = periods(values)
    const server = values.server === undefined ? undefined : serverAt(values.server)
    const path = onePath(rest, 'corpus')
    const { documents, bad } = await read(path, terminal)
    const table = agreementTable(options)
    for (const document of documents) table.put(document)
    const report = table.report()
    const found = table.disagreements()
    const counts = countDisagreements(found)
    const series = periodOf?.(documents, options)
    const units = flags.has('units') ? unitAgreement(documents, options) : undefined
    const earlier = values.before === undefined ? undefined : await read(values.before, terminal)
    const change = earlier && agreementChange(agreementReport(earlier.documents, options), report)
    if (values.report !== undefined) {
      const folder = asideFolder(values.report, flags.has('replace'))
      try {
        await folder.write(
          'index.html',
          reportPage({
            documents,
            report,
            found,
            counts,
            ...(units && { units }),
            ...(series && { series }),
            ...(change && { change }),
            ...(server && { server }),
          }),
        )
        await folder.finish()
      } catch (error) {
        await folder.abandon()
        throw error
      }
    }
    if (flags.has('json')) {
      const all = { ...report, units, series, change, disagreements: { offsetUnit: 'utf-16', counts, list: found } }
      terminal.out(`${JSON.stringify(all, null, 2)}\n`)
    } else {
      terminal.out(agreementText(report, counts))
      if (units !== undefined) terminal.out(unitAgreementText(units))
      if (series !== undefined) terminal.out(seriesText(series))
      if (change !== undefined) terminal.out(changeText(change))
      if (values.report !== undefined) terminal.err(`The report is at ${values.report}/index.html\n`)
    }
    return bad + (earlier?.bad ?? 0) === 0 ? 0 : 1
  },
}

async function read(path: string, terminal: Terminal) {
  const shown = progress(terminal)
  const documents: AnnotatedDocument[] = []
  const ids = new Set<string>()
  let bad = 0
  for await (const entry of (await openCorpus(path)).entries()) {
    if (!entry.ok) {
      bad += 1
      shown.end()
      terminal.err(entry.problems.map(problemLine).join(''))
      continue
    }
    const { id } = entry.annotated.document
    if (ids.has(id)) {
      bad += 1
      shown.end()
      const sentence = `Document ${id} is there twice; this one is left out. Put the layers of all coders into one`
      terminal.err(
        problemLine({
          kind: 'duplicate-document',
          file: entry.file,
          ...(entry.line && { line: entry.line }),
          sentence,
        }),
      )
      continue
    }
    ids.add(id)
    documents.push(entry.annotated)
    shown.tell(documents.length, 'documents')
  }
  shown.end()
  return { documents, bad }
}

type Values = { readonly [name: string]: string | undefined }

function optionsOf({ by = 'layer', only, kind, overlap, samples, seed, level }: Values): AgreementOptions {
  if (by !== 'layer' && by !== 'annotator') throw new WrongUse(`--by is layer or annotator: got ${by}`)
  return {
    by,
    ...(only === undefined ? {} : { only: list(only) }),
    ...(kind === undefined ? {} : { kinds: list(kind).map(kindOf) }),
    ...(overlap === undefined ? {} : { overlap: overlapOf(overlap) }),
    ...(samples === undefined ? {} : { resamples: whole('samples', samples) }),
    ...(seed === undefined ? {} : { seed: whole('seed', seed) }),
    ...(level === undefined ? {} : { level: levelOf(level) }),
  }
}

function kindOf(name: string): LayerKind {
  const found = layerKinds.find((kind) => kind === name)
  if (found === undefined) throw new WrongUse(`--kind is ${layerKinds.join(', ')}: got ${name}`)
  return found
}

function overlapOf(text: string): number {
  const overlap = Number(text)
  if (text.trim() === '' || !(overlap >= 0 && overlap <= 1)) {
    throw new WrongUse(`--overlap is a number from 0 to 1, such as 0.5: got ${text}`)
  }
  return overlap
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new WrongUse(`--${name} is a whole number from 0: got ${text}`)
  return Number(text)
}

function levelOf(text: string): number {
  const level = Number(text)
  if (!(level > 0 && level < 1)) throw new WrongUse(`--level is between 0 and 1, such as 0.95: got ${text}`)
  return level
}

/** The address of an editor, without a stroke at its end. */
function serverAt(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new WrongUse(`--server is an address such as http://127.0.0.1:4321: got ${text}`)
  }
  return url.href.replace(/\/$/, '')
}
