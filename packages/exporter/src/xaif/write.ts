import type { AnnotatedDocument, Claim, Relation, Speaker } from '@claimspan/core'
import { type Field, fieldLosses } from '../field-losses.js'
import type { WriteOptions, WrittenDocument } from '../format.js'
import { type Losses, lossesOf } from '../loss.js'
import { hasWords } from '../mention-losses.js'
import { blankLosses, statementOf } from '../statements/statement.js'
import { type Highlight, highlightedText } from './highlight.js'

const carried: readonly Field[] = [
  'blocks',
  'normalizedClaim',
  'attribution',
  'attribution.kind',
  'attribution.speaker',
  'attribution.within',
]

type NodeType = 'I' | 'L' | 'YA' | 'RA' | 'CA' | 'MA'
interface Node {
  readonly nodeID: number
  readonly text: string
  readonly type: NodeType
}

/** The nodes that relations between claims become; the types are those of the default scheme. */
const relationNodes: Readonly<Record<string, { readonly type: NodeType; readonly text: string }>> = {
  supports: { type: 'RA', text: 'Default Inference' },
  attacks: { type: 'CA', text: 'Default Conflict' },
  rephrases: { type: 'MA', text: 'Default Rephrase' },
  equivalent: { type: 'MA', text: 'Default Rephrase' },
}

/**
 * One document as an argument graph in xAIF (Argument Interchange Format, Chesñevar et al. 2006, in the JSON of AIFdb and the
 * xaif library 0.3). A claim is a proposition (I), each mention a locution (L) that asserts it (YA), with its speaker, else the
 * article's author or title, as the participant; supports, attacks, rephrases and equivalent are RA, CA and MA nodes.
 */
export function writeXaif(annotated: AnnotatedDocument, options: WriteOptions): WrittenDocument {
  const { document, claims, relations } = annotated
  const losses = lossesOf(annotated, 'xaif')
  blankLosses(claims, losses)
  const nodes: Node[] = []
  const edges: { readonly edgeID: number; readonly fromID: number; readonly toID: number }[] = []
  const locutions: { readonly nodeID: number; readonly personID: number }[] = []
  const participants = new Map<string, Participant>()
  const highlights: Highlight[] = []
  const places = new Map<string, { readonly claim: Claim; readonly mention: string }>()

  const add = (type: NodeType, text: string): number => nodes.push({ nodeID: nodes.length, text, type }) - 1
  const join = (...path: readonly number[]): void => {
    for (const [at, toID] of path.entries()) {
      const fromID = path[at - 1]
      if (fromID !== undefined) edges.push({ edgeID: edges.length, fromID, toID })
    }
  }
  function participantFor(speaker: Speaker | undefined): number {
    const made = participantOf(speaker ?? { name: document.metadata.author || document.title })
    const key = JSON.stringify(made)
    const known = participants.get(key) ?? { participantID: participants.size, ...made }
    participants.set(key, known)
    return known.participantID
  }

  const propositions = new Map<string, number>()
  for (const claim of claims) {
    const proposition = add('I', statementOf(claim))
    propositions.set(claim.id, proposition)
    for (const mention of claim.mentions) {
      if (!hasWords(annotated, mention, claim, losses)) continue
      const locution = add('L', mention.quote)
      join(locution, add('YA', claim.attribution === undefined ? 'Default Illocuting' : 'Asserting'), proposition)
      locutions.push({ nodeID: locution, personID: participantFor(claim.attribution?.speaker) })
      places.set(String(locution), { claim, mention: mention.id })
      highlights.push(...mention.spans.map((span) => ({ ...span, id: String(locution) })))
    }
    claimLosses(claim, losses)
  }
  for (const relation of relations) {
    const [from, to] = [propositions.get(relation.from), propositions.get(relation.to)]
    const node = Object.hasOwn(relationNodes, relation.type) ? relationNodes[relation.type] : undefined
    relationLosses(relation, node !== undefined, losses)
    if (from !== undefined && to !== undefined && node !== undefined) join(from, add(node.type, node.text), to)
  }
  const { html, cut } = highlightedText(document.text, highlights)
  for (const id of new Set([...cut].map((one) => one.id))) {
    const place = places.get(id)
    if (place === undefined) continue
    const detail = 'it crosses another one, so that it is marked in several elements of one id'
    losses.add({ claim: place.claim.id, mention: place.mention, what: 'overlap', done: 'split', detail })
  }
  const written = new Set(relations.filter(({ type }) => Object.hasOwn(relationNodes, type)).map(({ id }) => id))
  const { url, ...metadata } = document.metadata
  const rest = { ...annotated, document: { ...document, metadata } }
  fieldLosses(rest, carried, losses, (id) => propositions.has(id) || written.has(id as Relation['id']))
  const graph = {
    AIF: {
      nodes,
      edges,
      schemefulfillments: null,
      descriptorfulfillments: null,
      participants: [...participants.values()],
      locutions,
    },
    text: { txt: html, url: url ?? '' },
    dialog: false,
    OVA: { firstname: '', surname: '', url: url ?? '', nodes: [], edges: [] },
  }
  const path = `${options.fileName ?? document.id}.xaif.json`
  return { files: [{ path, text: `${JSON.stringify(graph, null, 1)}\n` }], losses: losses.all }
}

interface Participant {
  readonly participantID: number
  readonly firstname: string
  readonly surname: string
}

/** A person's last name apart; others have one name. */
function participantOf({ name, kind }: Speaker): Omit<Participant, 'participantID'> {
  const found = kind === 'person' ? /^(.*\S)\s+(\S+)$/s.exec(name) : null
  return found === null ? { firstname: name, surname: '' } : { firstname: found[1] ?? '', surname: found[2] ?? '' }
}

function claimLosses({ id, types, attribution, normalizedClaim, mentions }: Claim, losses: Losses): void {
  if (types.length > 0)
    losses.add({ claim: id, what: 'types', done: 'left-out', detail: `${types.join(', ')} have no place` })
  if (normalizedClaim === undefined && mentions.length > 1) {
    const detail = 'the words of the first mention stand for what all of them say'
    losses.add({ claim: id, what: 'statement', done: 'flattened', detail })
  }
  if (attribution === undefined) return
  const { speaker } = attribution
  const detail =
    speaker === undefined ? 'nothing of it is written' : `only ${speaker.name} is written, as a participant`
  losses.add({ claim: id, what: 'attribution', done: 'flattened', detail })
}

function relationLosses({ id, type }: Relation, isWritten: boolean, losses: Losses): void {
  const loss = (what: string, done: 'left-out' | 'flattened', detail: string): void =>
    losses.add({ relation: id, what, done, detail })
  if (!isWritten) loss('relation', 'left-out', `${type} is neither an inference, a conflict nor a rephrase`)
  if (type === 'equivalent') loss('type', 'flattened', 'equivalent is written as a rephrase')
}
