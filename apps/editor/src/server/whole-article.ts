import { type AnnotatedDocument, readNativeLine } from '@claimspan/core'
import { say } from '../words/words.js'
import { type Answer, request, versionsPath } from './api.js'

/** An earlier version of an article with its claims, as they were when the next one was made. */
export const readVersion = (document: string, version: number) => readNative(`${versionsPath(document)}/${version}`)

/** An article as it is now, with its claims. */
export const readArticle = (document: string) => readNative(`/api/documents/${encodeURIComponent(document)}`)

async function readNative(path: string): Promise<Answer<AnnotatedDocument>> {
  const answer = await request(path)
  if (!answer.ok) return answer
  const read = readNativeLine((await answer.value.text()).trimEnd())
  if (read.ok) return { ok: true, value: read.annotated }
  return {
    ok: false,
    status: answer.value.status,
    message: say('page.unread-answer'),
  }
}
