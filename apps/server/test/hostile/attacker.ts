import WebSocket from 'ws'
import { frame, wire } from '../wire.js'

/** Who attacks: an account of each role, and somebody who has none. */
export const attackers = ['owner', 'curator', 'annotator', 'reader', 'stranger'] as const
export type AttackerRole = (typeof attackers)[number]

/** A socket that is written to by hand. All that arrives is remembered by its attacker. */
export interface RawSocket {
  send(...frames: readonly (Uint8Array | string)[]): void
  /** Resolves with its end, or when nothing more was to be waited for: after so many milliseconds. */
  ended(within: number): Promise<string>
  /** Something has arrived. */
  answered(within: number): Promise<void>
  readonly raw: WebSocket
}

export interface Attacker {
  readonly role: AttackerRole
  readonly url: string
  /** The document that is attacked, with layers of all kinds; each script and attacker has its own. */
  readonly document: string
  /** The secret of the attacker's session; empty for a stranger. */
  readonly session: string
  readonly headers: Readonly<Record<string, string>>
  /** A fresh token for the rooms. */
  token(): Promise<string>
  ask(method: string, path: string, more?: Asked): Promise<Answer>
  open(more?: { readonly path?: string; readonly headers?: Readonly<Record<string, string>> }): Promise<RawSocket>
  /** A socket that has asked to be let into a room. */
  enter(room: string, token?: string): Promise<RawSocket>
}

export interface Asked {
  readonly body?: string | Uint8Array
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly text: string
  json(): unknown
}

/** What an attacker got from the server. */
export interface Heard {
  readonly bytes: Buffer[]
  readonly answers: {
    readonly asked: string
    readonly status: number
    readonly headers: Headers
    readonly text: string
  }[]
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function attacker(known: Pick<Attacker, 'role' | 'url' | 'document' | 'session'>): {
  readonly attacker: Attacker
  readonly heard: Heard
  leave(): void
} {
  const { url, session } = known
  const heard: Heard = { bytes: [], answers: [] }
  const sockets: WebSocket[] = []
  const headers: Readonly<Record<string, string>> = session === '' ? {} : { authorization: `Bearer ${session}` }

  async function ask(method: string, path: string, { body, type, headers: more = {} }: Asked = {}): Promise<Answer> {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': type ?? 'application/json' }), ...more },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    })
    const text = await answer.text()
    heard.answers.push({
      asked: `${method} ${path}`.slice(0, 120),
      status: answer.status,
      headers: answer.headers,
      text,
    })
    return { status: answer.status, text, json: () => JSON.parse(text) as unknown }
  }

  async function token(): Promise<string> {
    if (session === '') return ''
    const answer = await fetch(`${url}/api/session/token`, { method: 'POST', headers })
    return answer.status === 200 ? ((await answer.json()) as { token: string }).token : ''
  }

  async function open({ path = '/sync', headers: more = {} }: Parameters<Attacker['open']>[0] = {}) {
    const raw = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers: more })
    sockets.push(raw)
    const ended = new Promise<string>((resolve) => {
      raw.on('error', (error) => resolve(error.message))
      raw.on('close', (code, reason) => resolve(`${code} ${reason}`))
    })
    const first = new Promise<void>((resolve) => raw.once('message', () => resolve()))
    raw.on('message', (message: Buffer) => heard.bytes.push(message))
    await Promise.race([new Promise((resolve) => raw.once('open', resolve)), ended])
    return {
      raw,
      send(...frames) {
        for (const one of frames) if (raw.readyState === raw.OPEN) raw.send(one)
      },
      ended: async (within) => (await Promise.race([ended, sleep(within)])) ?? '',
      answered: (within) => Promise.race([first, ended.then(() => undefined), sleep(within)]),
    } satisfies RawSocket
  }

  return {
    heard,
    attacker: {
      ...known,
      headers,
      ask,
      token,
      open,
      async enter(room, own) {
        const socket = await open()
        socket.send(frame(room, wire.auth, 0, Buffer.from(own ?? (await token()))))
        socket.send(frame(room, wire.sync, wire.step1, new Uint8Array([0])))
        await socket.answered(1000)
        return socket
      },
    },
    leave() {
      for (const socket of sockets) socket.terminate()
    },
  }
}
