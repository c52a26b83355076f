// Write 1,000 documents of 400 to 800 characters with 20 claims each, one at a time, in each format of the NLP field, beside a
// string loop written by hand that makes the same bytes of the same documents (checked before timing), and for XMI xmlbuilder2.
// The loops know nothing but these documents: no check of quotes, no losses, no emoji, no discontinuous mention.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { annotator, claim, defaultScheme, document, layer, mention, relation, unannotated } from '@claimspan/core'
import { formatNamed, writeDocument } from '@claimspan/exporter'
import { create } from 'xmlbuilder2'
import { median, report, seeded } from './report.mjs'

const documents = Number(process.env.BENCH_DOCUMENTS ?? 1_000)
const runs = Number(process.env.BENCH_RUNS ?? 7)
const root = fileURLToPath(new URL('..', import.meta.url))
const article = readFileSync(`${root}seeds/alibaba-ai.txt`, 'utf8').replaceAll('\n', ' ')
const types = ['Numerical Claim', 'Causal Claim', 'Position Statement']

function made(number) {
  const random = seeded(1000 + number)
  const pick = (low, high) => low + Math.floor(random() * (high - low + 1))
  const length = pick(400, 800)
  const start = pick(0, article.length - length)
  const cut = pick(100, length - 100)
  const words = article.slice(start, start + length)
  const text = `${words.slice(0, cut).trim()}.\n${words.slice(cut).trim()}`
  const claims = Array.from({ length: 20 }, (_, at) => {
    const from = pick(0, text.length - 61)
    const own = text.slice(from, from + pick(10, 60)).split('\n')[0]
    const span = own.length > 0 ? { from, to: from + own.length } : { from: from + 1, to: from + 9 }
    return claim({
      id: `c${at + 1}`,
      layer: 'shared',
      mentions: [mention(text, [span])],
      types: [types[at % 3]],
      checkWorthiness: 'CFS',
      normalizedClaim: `${text.slice(span.from, span.to).trim()} & “more”`,
      createdBy: 'mei',
      createdAt: '2026-01-02T03:04:05Z',
    })
  })
  return {
    ...unannotated(document({ id: `d${number}`, text, title: `Document ${number}` })),
    layers: [layer({ id: 'shared', kind: 'shared' })],
    annotators: [annotator('mei', 'Mei')],
    claims,
    relations: Array.from({ length: 5 }, (_, at) =>
      relation({
        id: `r${at + 1}`,
        type: 'supports',
        from: `c${at + 1}`,
        to: `c${at + 6}`,
        layer: 'shared',
        createdBy: 'mei',
      }),
    ),
  }
}

const attribute = (text) =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\t/g, '&#9;')
    .replace(/\n/g, '&#10;')
    .replace(/\r/g, '&#13;')
const content = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
const lines = (text) => {
  let from = 0
  return text.split('\n').map((words) => {
    const line = { from, to: from + words.length }
    from = line.to + 1
    return line
  })
}

const byHand = {
  brat({ document: { text }, claims, relations }) {
    let out = ''
    let notes = 0
    for (const [at, { mentions, types, normalizedClaim }] of claims.entries()) {
      const { from, to } = mentions[0].spans[0]
      out += `T${at + 1}\t${types[0].replaceAll(' ', '_')} ${from} ${to}\t${text.slice(from, to)}\n`
      out += `A${at + 1}\tCheck_worthiness T${at + 1} CFS\n`
      out += `#${++notes}\tNormalized_claim T${at + 1}\t${normalizedClaim}\n`
    }
    for (const [at, { type, from, to }] of relations.entries())
      out += `R${at + 1}\t${type} Arg1:T${from.slice(1)} Arg2:T${to.slice(1)}\n`
    return out
  },
  conll({ document: { text }, claims }) {
    const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
    const words = new Intl.Segmenter(undefined, { granularity: 'word' })
    const tokens = []
    for (const { from, to } of lines(text)) {
      for (const sentence of sentences.segment(text.slice(from, to))) {
        const own = []
        for (const { segment, index } of words.segment(sentence.segment)) {
          if (segment.trim() !== '') own.push({ word: segment, from: from + sentence.index + index })
        }
        if (own.length > 0) tokens.push(own)
      }
    }
    const flat = tokens.flat()
    const starts = new Set()
    let count = 0
    for (const own of tokens) {
      starts.add(count)
      count += own.length
    }
    const tags = new Array(flat.length).fill('O')
    const wanted = claims
      .map(({ types, mentions: [{ spans }] }) => {
        const first = flat.findIndex((token) => token.from + token.word.length > spans[0].from)
        let end = first
        while (end < flat.length && flat[end].from < spans[0].to) end += 1
        return { tag: types[0].replaceAll(' ', '_'), first, end }
      })
      .sort((a, b) => b.end - b.first - (a.end - a.first) || a.first - b.first)
    for (const { tag, first, end } of wanted) {
      let isFree = true
      for (let at = first; at < end; at++) if (tags[at] !== 'O') isFree = false
      if (isFree) for (let at = first; at < end; at++) tags[at] = `${at === first || starts.has(at) ? 'B' : 'I'}-${tag}`
    }
    let out = '-DOCSTART-\tO\tO\n\n'
    let at = 0
    for (const own of tokens) {
      for (const { word } of own) out += `${word}\t${tags[at++]}\tO\n`
      out += '\n'
    }
    return out
  },
  'cas-xmi'({ document: { id, text, title }, claims, relations }) {
    let out = `<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmlns:tcas="http:///uima/tcas.ecore" xmlns:claimspan="http:///dev/claimspan/type.ecore" xmi:version="2.0">
<cas:NULL xmi:id="0"/>
<tcas:DocumentAnnotation xmi:id="2" sofa="1" begin="0" end="${text.length}" language="x-unspecified"/>
<claimspan:Layer xmi:id="3" layerId="shared" kind="shared"/>
<claimspan:Annotator xmi:id="4" annotatorId="mei" name="Mei"/>
<claimspan:Article xmi:id="5" documentId="${id}" version="1" title="${title}" layers="3" annotators="4"/>\n`
    const members = [2, 5]
    let next = 6
    for (const { from, to } of lines(text)) {
      members.push(next)
      out += `<claimspan:Block xmi:id="${next++}" sofa="1" begin="${from}" end="${to}" kind="paragraph"/>\n`
    }
    const first = next
    next += claims.length
    for (const [at, { id, mentions, types, normalizedClaim }] of claims.entries()) {
      const { spans, quote } = mentions[0]
      members.push(next, first + at)
      out += `<claimspan:Mention xmi:id="${next}" sofa="1" begin="${spans[0].from}" end="${spans[0].to}" claim="${first + at}" role="claim" label="${attribute(types[0])}" mentionId="m1" quote="${attribute(quote)}"/>\n`
      out += `<claimspan:Claim xmi:id="${first + at}" claimId="${id}" layer="shared" mentions="${next++}" normalizedClaim="${attribute(normalizedClaim)}" checkWorthiness="CFS" status="draft" originKind="human" createdBy="mei" createdAt="2026-01-02T03:04:05Z"><types>${content(types[0])}</types></claimspan:Claim>\n`
    }
    for (const { id, type, from, to } of relations) {
      members.push(next)
      out += `<claimspan:Relation xmi:id="${next++}" relationId="${id}" relationType="${attribute(type)}" source="${first + Number(from.slice(1)) - 1}" target="${first + Number(to.slice(1)) - 1}" layer="shared" createdBy="mei"/>\n`
    }
    out += `<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="${attribute(text)}"/>\n`
    return `${out}<cas:View sofa="1" members="${members.join(' ')}"/>\n</xmi:XMI>\n`
  },
  tei({ document: { id, text, title }, claims, relations }) {
    const offsets = [...new Set(claims.flatMap(({ mentions: [{ spans }] }) => [spans[0].from, spans[0].to]))].sort(
      (a, b) => a - b,
    )
    const anchors = new Map(offsets.map((offset, at) => [offset, at + 1]))
    let out = `<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader>\n<fileDesc>\n<titleStmt><title>${content(title)}</title></titleStmt>\n<publicationStmt><p>Written by Claimspan.</p></publicationStmt>\n<sourceDesc><p>An article.</p></sourceDesc>\n</fileDesc>\n</teiHeader>\n<standOff type="claimspan">\n<spanGrp type="mention">\n`
    for (const [
      at,
      {
        mentions: [{ spans }],
      },
    ] of claims.entries())
      out += `<span xml:id="s${at + 1}" type="claim" corresp="#claim-${at + 1}" from="#a${anchors.get(spans[0].from)}" to="#a${anchors.get(spans[0].to)}"/>\n`
    out += `</spanGrp>\n<fs type="document"><f name="id"><symbol value="${id}"/></f><f name="version"><numeric value="1"/></f><f name="title"><string>${content(title)}</string></f><f name="layers"><vColl org="list"><fs type="layer"><f name="id"><symbol value="shared"/></f><f name="kind"><symbol value="shared"/></f></fs></vColl></f><f name="annotators"><vColl org="list"><fs type="annotator"><f name="id"><symbol value="mei"/></f><f name="name"><string>Mei</string></f></fs></vColl></f></fs>\n`
    for (const [
      at,
      {
        id,
        mentions: [{ quote }],
        types,
        normalizedClaim,
      },
    ] of claims.entries())
      out += `<fs type="claim" xml:id="claim-${at + 1}"><f name="id"><symbol value="${id}"/></f><f name="layer"><symbol value="shared"/></f><f name="mentions"><vColl org="list"><fs type="mention"><f name="id"><symbol value="m1"/></f><f name="spans"><vColl org="list"><symbol value="s${at + 1}"/></vColl></f><f name="quote"><string>${content(quote)}</string></f></fs></vColl></f><f name="types"><vColl org="list"><string>${content(types[0])}</string></vColl></f><f name="normalizedClaim"><string>${content(normalizedClaim)}</string></f><f name="checkWorthiness"><symbol value="CFS"/></f><f name="status"><symbol value="draft"/></f><f name="origin"><fs type="human"></fs></f><f name="createdBy"><symbol value="mei"/></f><f name="createdAt"><symbol value="2026-01-02T03:04:05Z"/></f></fs>\n`
    for (const [at, { id, type }] of relations.entries())
      out += `<fs type="relation" xml:id="relation-${at + 1}"><f name="id"><symbol value="${id}"/></f><f name="type"><string>${content(type)}</string></f><f name="layer"><symbol value="shared"/></f><f name="createdBy"><symbol value="mei"/></f></fs>\n`
    out += '<listRelation>\n'
    for (const [at, { type, from, to }] of relations.entries())
      out += `<relation name="${type}" active="#claim-${from.slice(1)}" passive="#claim-${to.slice(1)}" ana="#relation-${at + 1}"/>\n`
    out += '</listRelation>\n</standOff>\n<text xml:space="preserve"><body>\n'
    let next = 0
    for (const { from, to } of lines(text)) {
      out += '<p>'
      let at = from
      for (; next < offsets.length && offsets[next] <= to; next++) {
        out += `${content(text.slice(at, offsets[next]))}<anchor xml:id="a${next + 1}"/>`
        at = offsets[next]
      }
      out += `${content(text.slice(at, to))}</p>\n`
    }
    return `${out}</body></text>\n</TEI>\n`
  },
  'web-annotation'({ document: { id, text, title }, claims, relations }) {
    const quoted = JSON.stringify
    const iri = `urn:claimspan:${id}`
    let out = ''
    for (const part of webAnnotationHead) {
      out += part === 'urn:claimspan:d0' ? iri : part === '"Document 0"' ? quoted(title) : part
    }
    out += `\n "article": {\n  "id": "${iri}",\n  "type": "Article",\n  "localId": "${id}",\n  "textVersion": 1,\n  "title": ${quoted(title)},\n  "text": ${quoted(text)},\n  "blocks": [\n${lines(
      text,
    )
      .map(() => '   "paragraph"')
      .join(
        ',\n',
      )}\n  ]\n },\n "layers": [\n  {\n   "localId": "shared",\n   "kind": "shared"\n  }\n ],\n "annotators": [\n  {\n   "id": "${iri}/annotator/mei",\n   "type": "Person",\n   "localId": "mei",\n   "name": "Mei"\n  }\n ],\n "items": [`
    for (const [
      at,
      {
        id: claimId,
        mentions: [{ spans, quote, prefix, suffix }],
        types,
        normalizedClaim,
      },
    ] of claims.entries()) {
      out += `${at === 0 ? '' : ','}\n  {\n   "id": "${iri}/claim/${claimId}",\n   "type": [\n    "Annotation",\n    "Claim"\n   ],\n   "motivation": "describing",\n   "localId": "${claimId}",\n   "layer": "shared",\n   "creator": "${iri}/annotator/mei",\n   "created": "2026-01-02T03:04:05Z",\n   "status": "draft",\n   "checkWorthiness": "CFS",\n   "origin": {\n    "kind": "human"\n   },\n   "body": [\n    {\n     "type": "TextualBody",\n     "purpose": "classifying",\n     "value": ${quoted(types[0])}\n    },\n    {\n     "type": "TextualBody",\n     "purpose": "describing",\n     "value": ${quoted(normalizedClaim)}\n    }\n   ],\n   "target": [\n    {\n     "type": "SpecificResource",\n     "source": "${iri}",\n     "mention": "m1",\n     "markedOn": 1,\n     "selector": [\n      {\n       "type": "TextQuoteSelector",\n       "exact": ${quoted(quote)},\n       "prefix": ${quoted(prefix)},\n       "suffix": ${quoted(suffix)}\n      },\n      {\n       "type": "TextPositionSelector",\n       "start": ${spans[0].from},\n       "end": ${spans[0].to}\n      }\n     ]\n    }\n   ]\n  }`
    }
    for (const { id: relationId, type, from, to } of relations)
      out += `,\n  {\n   "id": "${iri}/relation/${relationId}",\n   "type": [\n    "Annotation",\n    "Relation"\n   ],\n   "motivation": "linking",\n   "localId": "${relationId}",\n   "layer": "shared",\n   "creator": "${iri}/annotator/mei",\n   "relationType": ${quoted(type)},\n   "body": [\n    "${iri}/claim/${from}"\n   ],\n   "target": "${iri}/claim/${to}"\n  }`
    return `${out}\n ]\n}\n`
  },
}

/** The same elements and attributes through xmlbuilder2. */
function xmiByBuilder({ document: { id, text, title }, claims, relations }) {
  const builder = create({ version: '1.0', encoding: 'UTF-8' }).ele('xmi:XMI', {
    'xmlns:xmi': 'http://www.omg.org/XMI',
    'xmlns:cas': 'http:///uima/cas.ecore',
    'xmlns:tcas': 'http:///uima/tcas.ecore',
    'xmlns:claimspan': 'http:///dev/claimspan/type.ecore',
    'xmi:version': '2.0',
  })
  builder.ele('cas:NULL', { 'xmi:id': 0 })
  builder.ele('tcas:DocumentAnnotation', {
    'xmi:id': 2,
    sofa: 1,
    begin: 0,
    end: text.length,
    language: 'x-unspecified',
  })
  builder.ele('claimspan:Layer', { 'xmi:id': 3, layerId: 'shared', kind: 'shared' })
  builder.ele('claimspan:Annotator', { 'xmi:id': 4, annotatorId: 'mei', name: 'Mei' })
  builder.ele('claimspan:Article', { 'xmi:id': 5, documentId: id, version: 1, title, layers: 3, annotators: 4 })
  const members = [2, 5]
  let next = 6
  for (const { from, to } of lines(text)) {
    members.push(next)
    builder.ele('claimspan:Block', { 'xmi:id': next++, sofa: 1, begin: from, end: to, kind: 'paragraph' })
  }
  const first = next
  next += claims.length
  for (const [at, { id, mentions, types, normalizedClaim }] of claims.entries()) {
    const { spans, quote } = mentions[0]
    members.push(next, first + at)
    const mark = { 'xmi:id': next, sofa: 1, begin: spans[0].from, end: spans[0].to, claim: first + at }
    builder.ele('claimspan:Mention', { ...mark, role: 'claim', label: types[0], mentionId: 'm1', quote })
    builder
      .ele('claimspan:Claim', {
        'xmi:id': first + at,
        claimId: id,
        layer: 'shared',
        mentions: next++,
        normalizedClaim,
        checkWorthiness: 'CFS',
        status: 'draft',
        originKind: 'human',
        createdBy: 'mei',
        createdAt: '2026-01-02T03:04:05Z',
      })
      .ele('types')
      .txt(types[0])
  }
  for (const { id, type, from, to } of relations) {
    members.push(next)
    builder.ele('claimspan:Relation', {
      'xmi:id': next++,
      relationId: id,
      relationType: type,
      source: first + Number(from.slice(1)) - 1,
      target: first + Number(to.slice(1)) - 1,
      layer: 'shared',
      createdBy: 'mei',
    })
  }
  builder.ele('cas:Sofa', { 'xmi:id': 1, sofaNum: 1, sofaID: '_InitialView', mimeType: 'text/plain', sofaString: text })
  builder.ele('cas:View', { sofa: 1, members: members.join(' ') })
  return builder.end()
}

const corpus = Array.from({ length: documents }, (_, number) => made(number))
const scheme = defaultScheme
const write = (name) => (annotated) => writeDocument(formatNamed(name), annotated, { scheme }).files.at(-1).text
// What stands before the article, cut where a document's id and title stand in it.
const webAnnotationHead = write('web-annotation')(corpus[0])
  .split('\n "article"')[0]
  .split(/(urn:claimspan:d0|"Document 0")/)

const ways = {}
for (const [name, loop] of Object.entries(byHand)) {
  for (const annotated of corpus.slice(0, 50)) {
    const [ours, theirs] = [write(name)(annotated), loop(annotated)]
    if (ours === theirs) continue
    const at = [...ours].findIndex((character, index) => character !== theirs[index])
    throw new Error(
      `${name} of ${annotated.document.id} differs at ${at}:\n${ours.slice(at - 60, at + 60)}\n${theirs.slice(at - 60, at + 60)}`,
    )
  }
  ways[name] = write(name)
  ways[`${name} by hand`] = loop
}
ways['cas-xmi by xmlbuilder2'] = xmiByBuilder
for (const name of ['cas-json', 'webanno-tsv', 'conll-u', 'nif']) ways[name] = write(name)

const seconds = Object.fromEntries(Object.keys(ways).map((way) => [way, []]))
for (let run = 0; run < runs; run++) {
  for (const [way, writeOne] of Object.entries(ways)) {
    const began = performance.now()
    let length = 0
    for (const annotated of way.endsWith('xmlbuilder2') ? corpus.slice(0, documents / 10) : corpus) {
      // The string is made whole, as writing it to a file would.
      length += Buffer.byteLength(writeOne(annotated))
    }
    if (length === 0) throw new Error(`${way} writes nothing`)
    seconds[way].push(((performance.now() - began) / 1000) * (way.endsWith('xmlbuilder2') ? 10 : 1))
  }
}
report('formats', `${documents.toLocaleString('en')} documents with 20 claims each, one core, median of ${runs}`, [
  ...Object.entries(seconds).map(([way, taken]) => {
    const time = median(taken)
    const name = way.split(' by ')[0]
    const hand = seconds[`${name} by hand`]
    return {
      way,
      'documents/s': documents / time,
      ...(hand === undefined ? {} : { 'of the loop by hand': median(hand) / time }),
    }
  }),
  // Not run here (it is Python): measured once on two shared cores, of 20 spans with id, label, annotator and score a document.
  { way: 'cas-xmi by dkpro-cassis c7e9b90, to_xmi, a figure of 2026-11-24', 'documents/s': 1340 },
])
