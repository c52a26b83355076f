import type { YjsClaimStore } from '@claimspan/collab'
import {
  type AnnotatedDocument,
  type ClaimId,
  hasLoneSurrogate,
  type Thread,
  type ThreadId,
  type VoteSide,
  voteSides,
} from '@claimspan/core'
import type { FastifyInstance } from 'fastify'
import { maxCommentLength } from './comment-limit.js'
import { HttpProblem } from './http-problem.js'
import { jsonBody, refuseOtherKeys } from './json-body.js'
import { changeLayer, type InLayer, type LayersServed, readAskedLayer } from './layer-request.js'

type OneThread = InLayer & { readonly thread: string }
type Body = Readonly<Record<string, unknown>>

/** The routes of what people say about the claims of a layer: discussions, comments and votes. */
export function threadsApi(app: FastifyInstance, served: LayersServed): void {
  app.get<{ Params: InLayer }>('/api/documents/:id/layers/:layer/threads', (request) => {
    const { annotated } = readAskedLayer(served, request)
    return { document: annotated.document.id, threads: annotated.threads }
  })

  app.get<{ Params: OneThread }>('/api/documents/:id/layers/:layer/threads/:thread', (request) =>
    known(readAskedLayer(served, request).annotated, request.params.thread),
  )

  app.post<{ Params: InLayer }>('/api/documents/:id/layers/:layer/threads', async (request, reply) => {
    const body = jsonBody(request)
    refuseOtherKeys(body, ['claim', 'text', 'vote'], 'a new thread')
    const comment = readComment(body)
    const { made, now } = await changeLayer(served, request, ({ store, annotated, asks }) => {
      const claim = claimIn(annotated, body.claim)
      refuseVote(store, claim, comment.vote)
      return store.openThread(claim, { ...comment, by: asks.id, at: new Date().toISOString() }).id
    })
    const { id, layer } = request.params
    reply.code(201).header('location', `/api/documents/${id}/layers/${layer}/threads/${made}`)
    return known(now(), made)
  })

  app.post<{ Params: OneThread }>(
    '/api/documents/:id/layers/:layer/threads/:thread/comments',
    async (request, reply) => {
      const body = jsonBody(request)
      refuseOtherKeys(body, ['text', 'vote'], 'a comment')
      const comment = readComment(body)
      const thread = await changedThread(served, request, (store, { id, claim }, by) => {
        refuseVote(store, claim, comment.vote)
        store.addComment(id, { ...comment, by, at: new Date().toISOString() })
      })
      reply.code(201)
      return thread
    },
  )

  app.patch<{ Params: OneThread }>('/api/documents/:id/layers/:layer/threads/:thread', (request) => {
    const body = jsonBody(request)
    refuseOtherKeys(body, ['resolved'], 'a thread that can be changed')
    const { resolved } = body
    if (typeof resolved !== 'boolean') {
      throw new HttpProblem(400, 'bad-request', 'The field "resolved" has to be true or false.')
    }
    return changedThread(served, request, (store, { id }) => store.resolveThread(id, resolved))
  })

  app.delete<{ Params: OneThread }>('/api/documents/:id/layers/:layer/threads/:thread', async (request, reply) => {
    await changeLayer(served, request, ({ store, annotated }) =>
      store.removeThread(known(annotated, request.params.thread).id),
    )
    return reply.code(204).send()
  })
}

/** Change the thread that a request names; what it is then. */
async function changedThread(
  served: LayersServed,
  request: Parameters<typeof changeLayer>[1] & { readonly params: OneThread },
  change: (store: YjsClaimStore, thread: Thread, by: string) => void,
): Promise<Thread> {
  const { made, now } = await changeLayer(served, request, ({ store, annotated, asks }): ThreadId => {
    const thread = known(annotated, request.params.thread)
    change(store, thread, asks.id)
    return thread.id
  })
  return known(now(), made)
}

/** What somebody says; a vote needs no words. Throws {@link HttpProblem}. */
function readComment({ text = '', vote }: Body): { readonly text: string; readonly vote?: VoteSide } {
  if (typeof text !== 'string' || hasLoneSurrogate(text)) throw bad('The field "text" has to be words.')
  if (text.length > maxCommentLength) throw bad(`A comment has at most ${maxCommentLength} characters.`)
  if (vote === undefined) {
    if (text.trim() === '') throw bad('The field "text" has to be words; only a vote may come without.')
    return { text }
  }
  const side = voteSides.find((one) => one === vote)
  if (side === undefined) throw bad(`The field "vote" has to be ${voteSides.join(' or ')}.`)
  return { text, vote: side }
}

function claimIn({ claims }: AnnotatedDocument, id: unknown): ClaimId {
  const found = claims.find((claim) => claim.id === id)
  if (found !== undefined) return found.id
  const sentence = `/claim: there is no claim ${JSON.stringify(id)?.slice(0, 140)} in this layer.`
  throw new HttpProblem(422, 'unsound-thread', sentence)
}

/** As in the editor: one agrees or disagrees with what somebody proposed. */
function refuseVote(store: YjsClaimStore, claim: ClaimId, vote: VoteSide | undefined): void {
  const status = store.claim(claim)?.status
  if (vote === undefined || status === 'proposed') return
  const sentence = `Votes are on proposed claims; the status of this one is ${status}. Send the text without "vote".`
  throw new HttpProblem(409, 'not-proposed', sentence)
}

function known({ threads }: AnnotatedDocument, id: string): Thread {
  const found = threads.find((thread) => thread.id === id)
  if (found !== undefined) return found
  const sentence = `There is no thread ${JSON.stringify(id.slice(0, 140))} in this layer.`
  throw new HttpProblem(404, 'unknown-thread', sentence)
}

const bad = (sentence: string) => new HttpProblem(400, 'bad-request', sentence)
