import { type Coefficient, numberOf, agreementReport as report } from '@claimspan/agreement'
import type { AnnotatedDocument } from '@claimspan/core'
import { type Command, list, onePath, readArguments } from './command.js'
import { openCorpus } from './corpus.js'
import { WrongUse } from './exit.js'
import { problemLine } from './problems.js'
import { progress, table } from './terminal.js'

export const agreement: Command = {
  name: 'agreement',
  summary: 'how far annotators agree',
  usage: `claimspan agreement <corpus> [--by layer|annotator] [--only id,…] [--json]

  --by     compare layers (the default) or annotators
  --only   only these layers or annotators`,
  async run(args, terminal) {
    const { values, flags, rest } = readArguments(args, { by: 'value', only: 'value', json: 'flag' })
    const by = values.by ?? 'layer'
    if (by !== 'layer' && by !== 'annotator') throw new WrongUse(`--by is layer or annotator: got ${by}`)
    const corpus = openCorpus(onePath(rest, 'corpus'))
    const shown = progress(terminal)
    const documents: AnnotatedDocument[] = []
    let bad = 0
    for await (const entry of corpus.entries()) {
      if (!entry.ok) {
        bad += 1
        shown.end()
        terminal.err(entry.problems.map(problemLine).join(''))
        continue
      }
      documents.push(entry.annotated)
      shown.tell(documents.length, 'documents')
    }
    shown.end()
    const found = report(documents, { by, ...(values.only === undefined ? {} : { only: list(values.only) }) })
    if (flags.has('json')) terminal.out(`${JSON.stringify(found, null, 2)}\n`)
    else if (found.pairs.length === 0) {
      terminal.out(`There are no two ${by}s to compare: ${found.coders.join(', ') || 'none'}\n`)
    } else {
      const rows = found.pairs.map(({ a, b, spans, words, type, checkWorthiness }) => [
        `${a} – ${b}`,
        spans.documents,
        shownNumber(spans.exact.f1),
        shownNumber(spans.partial.f1),
        shownNumber(words),
        shownNumber(type.kappa),
        shownNumber(checkWorthiness.kappa),
      ])
      const head = ['', 'documents', 'F1 exact', 'F1 partial', 'α words', 'κ type', 'κ check-worthiness']
      terminal.out(table([head, ...rows]))
      const why = found.pairs.flatMap(({ words, type, checkWorthiness }) =>
        [words, type.kappa, checkWorthiness.kappa].flatMap((one) => ('undefined' in one ? [one.undefined] : [])),
      )
      for (const reason of new Set(why)) terminal.out(`– ${reason}\n`)
    }
    return bad === 0 ? 0 : 1
  },
}

const shownNumber = (coefficient: Coefficient): string => numberOf(coefficient)?.toFixed(3) ?? '–'
