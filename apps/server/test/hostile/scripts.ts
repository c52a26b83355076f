import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { zipSync } from 'fflate'
import * as Y from 'yjs'
import { frame, varUint, wire } from '../wire.js'
import { type Attacker, type RawSocket, sleep } from './attacker.js'

/** One way to attack. What must not come of it is the same for all of them and is looked for afterwards. */
export interface Script {
  /** The row of the threat table. */
  readonly threat: string
  readonly name: string
  run(attacker: Attacker, target: Target): Promise<void>
}

/** What an attacker may have found out. */
export interface Target {
  readonly rooms: readonly string[]
  /** The Yjs client of somebody who is writing in the room, and its next clock. */
  readonly victim: { readonly room: string; client: number; clock: number }
}

/** Nobody waits longer than this for what may never come. */
const patience = 250

/** What a client of this id does, as one update. */
function made(client: number, act: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc()
  doc.clientID = client
  act(doc)
  return Y.encodeStateAsUpdate(doc)
}

const anyClient = () => 1 + Math.floor(Math.random() * 2 ** 31)
const updateIn = (room: string, update: Uint8Array) => frame(room, wire.sync, wire.update, update)
const writesText = (words: string) => made(anyClient(), (doc) => doc.getText('article').insert(0, words))
const shared = ({ document }: Attacker) => `layer/${document}/shared`
const text = ({ document }: Attacker) => `text/${document}`

/** The items of one client by hand: so many, from a clock on. */
const structs = (client: number, clock: number, items: readonly (readonly number[])[]) =>
  new Uint8Array([1, ...varUint(items.length), ...varUint(client), ...varUint(clock), ...items.flat(), 0])
const gone = (length: number) => [0, ...varUint(length)]
const gap = (length: number) => [10, ...varUint(length)]

async function sends(attacker: Attacker, room: string, ...frames: readonly Uint8Array[]): Promise<RawSocket> {
  const socket = await attacker.enter(room)
  socket.send(...frames)
  await socket.ended(patience)
  return socket
}

export const scripts: readonly Script[] = [
  {
    threat: 'cross-site WebSocket hijacking',
    name: 'a page of another site opens the socket and sends requests',
    async run(attacker, { rooms }) {
      for (const origin of ['https://evil.example', 'null', 'https://127.0.0.1.evil.example', 'file://']) {
        const socket = await attacker.open({ headers: { origin, cookie: `claimspan-session=${attacker.session}` } })
        socket.send(frame(rooms[0] ?? '', wire.auth, 0, Buffer.from(attacker.session)))
        await attacker.ask('POST', '/api/documents', { body: '{"id":"evil-origin","text":"x"}', headers: { origin } })
      }
    },
  },
  {
    threat: 'cross-site WebSocket hijacking',
    name: 'another name that points to this machine',
    async run(attacker) {
      const host = 'evil.example'
      const { port, hostname } = new URL(attacker.url)
      const socket = connect(Number(port), hostname)
      socket.on('error', () => undefined)
      socket.write(`GET /api/documents HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${attacker.session}\r\n\r\n`)
      const heard = await Promise.race([new Promise((resolve) => socket.once('data', resolve)), sleep(patience)])
      socket.destroy()
      if (heard !== undefined && !String(heard).startsWith('HTTP/1.1 403')) throw new Error(`It answered: ${heard}`)
    },
  },
  {
    threat: 'cross-site WebSocket hijacking',
    name: 'a cookie, or a token in the address, in place of a token in a message',
    async run(attacker, { rooms }) {
      const token = await attacker.token()
      for (const [path, headers] of [
        [`/sync?token=${token}`, {}],
        ['/sync', { cookie: `claimspan-session=${attacker.session}` }],
        ['/sync', { authorization: `Bearer ${attacker.session}` }],
      ] as const) {
        const socket = await attacker.open({ path, headers })
        for (const room of rooms)
          socket.send(frame(room, wire.auth, 0, new Uint8Array()), updateIn(room, writesText('evil')))
        await socket.ended(patience)
        if (socket.raw.readyState === socket.raw.OPEN)
          socket.send(frame(rooms[0] ?? '', wire.sync, wire.step1, new Uint8Array([0])))
      }
    },
  },
  {
    threat: 'expiry and revocation',
    name: 'tokens that are made up, another’s, or a session’s secret',
    async run(attacker, { rooms }) {
      for (const token of [
        'x',
        attacker.session,
        '{"id":"owner","role":"owner"}',
        '{"id":"guest-a","name":"A"}',
        'a'.repeat(5000),
      ]) {
        const socket = await attacker.enter(rooms[0] ?? '', token)
        socket.send(updateIn(rooms[0] ?? '', writesText('evil by token')))
        await socket.ended(50)
      }
    },
  },
  {
    threat: 'roles per document',
    name: 'writes into every room',
    async run(attacker, { rooms }) {
      for (const room of rooms) {
        const update = room.startsWith('text')
          ? writesText('evil')
          : made(anyClient(), (doc) => {
              doc.getMap('annotators').set('evil', 'Evil')
              doc.getMap('claims').set('evil-claim', new Y.Map([['createdBy', 'honest']]))
            })
        await sends(attacker, room, updateIn(room, update))
      }
    },
  },
  {
    threat: 'roles per document',
    name: 'writes without waiting to be let in',
    async run(attacker, { rooms }) {
      const token = Buffer.from(await attacker.token())
      const socket = await attacker.open()
      for (const room of rooms) {
        socket.send(
          updateIn(room, writesText('evil early')),
          frame(room, wire.auth, 0, token),
          updateIn(room, writesText('evil early')),
        )
      }
      await socket.ended(patience)
    },
  },
  {
    threat: 'roles per document',
    name: 'reads every room, and rooms that there are not',
    async run(attacker, { rooms }) {
      const more = [
        'text/..',
        'layer',
        'text/',
        `layer/${attacker.document}/nobody`,
        `layer/${attacker.document}`,
        'text/none',
        '',
      ]
      for (const room of [...rooms, ...more]) {
        const socket = await attacker.enter(room)
        socket.send(frame(room, 3, new Uint8Array()), frame(room, 4, wire.step1, new Uint8Array([0])))
        await socket.ended(30)
      }
    },
  },
  {
    threat: 'roles per document',
    name: 'asks for everything over HTTP',
    async run(attacker) {
      const at = `/api/documents/${attacker.document}`
      for (const path of [
        '/api/documents',
        at,
        ...['native', 'brat', 'web-annotation', 'webanno-tsv', 'conll'].map(
          (format) => `${at}/export?format=${format}`,
        ),
        `${at}/export?layer=somebody`,
        `${at}/export?layer=shared,somebody`,
        `${at}/history?limit=1000`,
        `${at}/changes?from=0`,
        `${at}/at/999999999`,
        `${at}/versions`,
        `${at}/versions/1`,
        `${at}/layers`,
        `${at}/claims`,
        `${at}/layers/somebody/claims`,
        '/api/projects/all/agreement',
        `/api/projects/${attacker.document}/agreement`,
        '/api/people',
        '/api/webhooks',
        '/api/openapi.json',
        '/api/session',
      ]) {
        await attacker.ask('GET', path)
      }
    },
  },
  {
    threat: 'roles per document',
    name: 'changes everything over HTTP',
    async run(attacker) {
      const at = `/api/documents/${attacker.document}`
      const body = (value: unknown) => ({ body: JSON.stringify(value) })
      await attacker.ask('POST', '/api/documents', body({ text: 'evil' }))
      await attacker.ask('POST', `${at}/versions`, { body: 'An evil cat sat.', type: 'text/plain' })
      await attacker.ask('POST', `${at}/restore`, body({ to: 1 }))
      await attacker.ask('POST', `${at}/layers`, body({ id: 'somebody', kind: 'independent' }))
      await attacker.ask(
        'POST',
        `${at}/layers/somebody/claims`,
        body({ createdBy: 'honest', spans: [{ from: 0, to: 1 }] }),
      )
      for (const method of ['PUT', 'PATCH', 'DELETE']) {
        await attacker.ask(method, `${at}/layers/somebody`, body({}))
        await attacker.ask(method, `${at}/layers/somebody/claims/of-somebody`, body({ note: 'evil' }))
      }
      await attacker.ask('PATCH', '/api/people/victim', body({ role: 'owner' }))
      await attacker.ask('PATCH', '/api/people/victim', body({ password: 'an evil password' }))
      await attacker.ask('POST', '/api/invitations', body({ role: 'owner' }))
      await attacker.ask('POST', '/api/webhooks', body({ url: 'http://127.0.0.1:1/', events: ['*'] }))
      await attacker.ask('DELETE', at)
    },
  },
  {
    threat: 'roles per document',
    name: 'invitations and accounts that are made up',
    async run(attacker) {
      for (const invitation of ['x', '../x', 'a'.repeat(43)]) {
        const body = JSON.stringify({
          invitation,
          account: 'evil',
          name: 'Evil',
          password: 'a fine password',
          role: 'owner',
        })
        await attacker.ask('POST', '/api/invitations/read', { body })
        await attacker.ask('POST', '/api/invitations/accept', { body })
      }
      for (const id of ['__proto__', 'constructor', '..%2Fowner', 'server', 'owner%00']) {
        await attacker.ask('PATCH', `/api/people/${id}`, { body: '{"closed":true,"__proto__":{"role":"owner"}}' })
      }
    },
  },
  {
    threat: 'roles per document',
    name: 'messages past the rooms’ state, to everybody',
    async run(attacker, { victim }) {
      const words = Buffer.from('evil message')
      await sends(
        attacker,
        victim.room,
        frame(victim.room, wire.stateless, words),
        frame(victim.room, wire.broadcastStateless, words),
        frame(victim.room, 7, words),
        frame(victim.room, 8, 1),
      )
    },
  },
  {
    threat: 'awareness spoofing',
    name: 'another’s name and place',
    async run(attacker, { victim }) {
      const states = [victim.client, 12345].flatMap((client) =>
        [
          { user: { id: 'honest', name: 'HONEST', color: '#ff0000' } },
          { user: { id: 'evil', name: 'Evil' }, cursor: null },
          null,
        ].map((state, clock) => {
          const said = Buffer.from(JSON.stringify(state))
          return new Uint8Array([1, ...varUint(client), ...varUint(1000 + clock), ...varUint(said.length), ...said])
        }),
      )
      await sends(attacker, victim.room, ...states.map((state) => frame(victim.room, wire.awareness, state)))
    },
  },
  {
    threat: 'awareness spoofing',
    name: 'a place that is too long, and a thousand of them',
    async run(attacker, { victim }) {
      const said = Buffer.from(JSON.stringify({ user: { name: 'x' }, more: 'evil'.repeat(20_000) }))
      const long = new Uint8Array([1, ...varUint(77), 1, ...varUint(said.length), ...said])
      const socket = await sends(attacker, victim.room, frame(victim.room, wire.awareness, long))
      for (let clock = 2; clock < 1000; clock++) {
        socket.send(frame(victim.room, wire.awareness, new Uint8Array([1, 77, ...varUint(clock), 2, 123, 125])))
      }
      await socket.ended(patience)
    },
  },
  {
    threat: 'author spoofing',
    name: 'claims, relations and comments in another’s name',
    async run(attacker) {
      const room = shared(attacker)
      const update = made(anyClient(), (doc) => {
        for (const id of ['evil-1', 'evil-2']) {
          doc.getMap('claims').set(
            id,
            new Y.Map<unknown>([
              ['createdBy', 'honest'],
              ['createdAt', '2001-01-01T00:00:00Z'],
              ['updatedAt', '2001-01-01T00:00:00Z'],
            ]),
          )
        }
        doc.getMap('relations').set('evil-r', { type: 'supports', from: 'evil-1', to: 'evil-2', createdBy: 'honest' })
        const thread = new Y.Map<unknown>()
        doc.getMap('threads').set('evil-t', thread)
        thread.set('claim', 'evil-1')
        thread.set('comments', Y.Array.from([{ by: 'honest', at: '2001-01-01T00:00:00Z', text: 'I said so' }]))
        doc.getMap('annotators').set('honest', 'Evil')
      })
      await sends(attacker, room, updateIn(room, update))
    },
  },
  {
    threat: 'foreign client id',
    name: 'writes on under the id of somebody who is writing',
    async run(attacker, { victim }) {
      const { room, client, clock } = victim
      for (const at of [clock, clock + 1, 0]) {
        await sends(
          attacker,
          room,
          updateIn(room, structs(client, at, [[4, 1, ...varUint(7), ...Buffer.from('article'), 1, 88]])),
        )
      }
    },
  },
  {
    threat: 'foreign client id',
    name: 'takes another’s clock up to its end, so that nothing of theirs is new any more',
    async run(attacker, { victim }) {
      const { room, client, clock } = victim
      for (const length of [2 ** 40, 2 ** 31, 1]) {
        await sends(attacker, room, updateIn(room, structs(client, clock, [gone(length)])))
        await sends(attacker, room, updateIn(room, structs(client, clock, [gap(length), gone(1)])))
        await sends(attacker, room, updateIn(room, structs(anyClient(), 0, [gone(length * 64)])))
      }
    },
  },
  {
    threat: 'foreign client id',
    name: 'changes that wait for what never comes',
    async run(attacker, { victim }) {
      const client = anyClient()
      const socket = await attacker.enter(victim.room)
      for (let at = 0; at < 2000; at++) socket.send(updateIn(victim.room, structs(client, 1000 + at * 2, [gone(1)])))
      await socket.ended(patience)
    },
  },
  {
    threat: 'foreign client id',
    name: 'says what the document is, and deletes what there is not',
    async run(attacker, { rooms }) {
      for (const room of rooms) {
        const update = made(anyClient(), (doc) => {
          for (const [key, value] of Object.entries({ id: 'evil', kind: 'shared', version: 9, title: 'evil' }))
            doc.getMap('meta').set(key, value)
        })
        const deletes = new Uint8Array([0, 1, ...varUint(4242), 1, ...varUint(10), ...varUint(1000)])
        await sends(attacker, room, updateIn(room, update), updateIn(room, deletes))
      }
    },
  },
  {
    threat: 'oversize',
    name: 'a frame of 60 MiB, and one of 4 MiB after the other',
    async run(attacker, { victim }) {
      const socket = await attacker.enter(victim.room)
      socket.send(new Uint8Array(60 * 1024 * 1024))
      await socket.ended(2000)
      const other = await attacker.enter(victim.room)
      const large = updateIn(victim.room, new Uint8Array(1024))
      for (let at = 0; at < 8; at++) other.send(Buffer.concat([large, Buffer.alloc(4 * 1024 * 1024)]))
      await other.ended(patience)
    },
  },
  {
    threat: 'oversize',
    name: 'thousands of frames, in thousands of fragments',
    async run(attacker, { victim }) {
      const socket = await attacker.enter(victim.room)
      const question = frame(victim.room, wire.sync, wire.step1, new Uint8Array([0]))
      for (let at = 0; at < 5000; at++) socket.send(question)
      await socket.ended(patience)
      const other = await attacker.enter(victim.room)
      for (let at = 0; at < 20_000 && other.raw.readyState === other.raw.OPEN; at++) {
        other.raw.send(new Uint8Array([0]), { fin: false })
      }
      await other.ended(patience)
    },
  },
  {
    threat: 'oversize',
    name: 'a crowd that never says who it is',
    async run(attacker, { rooms }) {
      const crowd = await Promise.all(Array.from({ length: 40 }, () => attacker.open()))
      const waits = frame(rooms[0] ?? '', wire.sync, wire.update, new Uint8Array(20_000))
      for (const socket of crowd) for (let at = 0; at < 30; at++) socket.send(waits)
      for (let at = 0; at < 200; at++) crowd[0]?.send(frame(`text/${at}`, wire.sync, wire.step1, new Uint8Array([0])))
      await sleep(patience)
    },
  },
  {
    threat: 'oversize',
    name: 'requests that never end, and headers that are too long',
    async run(attacker) {
      const { port, hostname } = new URL(attacker.url)
      const slow = Array.from({ length: 20 }, () => {
        const socket = connect(Number(port), hostname)
        socket.on('error', () => undefined)
        socket.write(
          'POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 1000000\r\n\r\nx',
        )
        return socket
      })
      const long = connect(Number(port), hostname)
      long.on('error', () => undefined)
      long.write(`GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)
      await sleep(patience)
      for (const socket of [...slow, long]) socket.destroy()
    },
  },
  {
    threat: 'malformed frames',
    name: 'updates that hang, throw or are cut off',
    async run(attacker) {
      const doc = new Y.Doc()
      doc.getText('article').insert(0, 'evil v2')
      const sound = writesText('evil cut')
      const payloads = [
        // The 27 bytes on which Yjs' V2 decoder does not come to an end (yjs issue 687).
        new Uint8Array([
          0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        ]),
        Y.encodeStateAsUpdateV2(doc),
        sound.subarray(0, sound.length - 2),
        new Uint8Array([...sound, 0]),
        new Uint8Array([255, 255, 255, 255, 15]),
        structs(1, 0, [[0xc4, ...varUint(1), 0, ...varUint(1), 1, 1, 88]]),
        new Uint8Array(),
      ]
      for (const room of [text(attacker), shared(attacker)]) {
        for (const payload of payloads) await sends(attacker, room, updateIn(room, payload))
      }
    },
  },
  {
    threat: 'malformed frames',
    name: 'frames of chance',
    async run(attacker, { victim }) {
      for (let round = 0; round < 3; round++) {
        const socket = await attacker.enter(victim.room)
        for (let at = 0; at < 20; at++) {
          const noise = Uint8Array.from({ length: 1 + Math.floor(Math.random() * 60) }, () =>
            Math.floor(Math.random() * 256),
          )
          socket.send(at % 2 === 0 ? noise : Buffer.concat([frame(victim.room), noise]))
        }
        socket.send('evil text')
        await socket.ended(patience)
      }
    },
  },
  {
    threat: 'prototype pollution',
    name: 'keys that change what objects are',
    async run(attacker) {
      const evil =
        '{"__proto__":{"role":"owner","evil":1},"constructor":{"prototype":{"evil":1}},"text":"evil","id":"__proto__"}'
      for (const path of [
        '/api/documents',
        `/api/documents/${attacker.document}/restore`,
        '/api/session',
        '/api/invitations',
      ]) {
        await attacker.ask('POST', path, { body: evil })
      }
      const room = shared(attacker)
      for (const key of ['__proto__', 'constructor', 'prototype']) {
        await sends(
          attacker,
          room,
          updateIn(
            room,
            made(anyClient(), (doc) => doc.getMap('claims').set(key, new Y.Map([[key, 'evil']]))),
          ),
        )
        const value = JSON.parse(`{"${key}":{"evil":1}}`) as object
        await sends(
          attacker,
          room,
          updateIn(
            room,
            made(anyClient(), (doc) => doc.getMap('relations').set('evil-p', [value])),
          ),
        )
      }
    },
  },
  {
    threat: 'XML bombs, JSON-LD, Parquet',
    name: 'documents that are bombs',
    async run(attacker) {
      const laughs = `<!DOCTYPE l [<!ENTITY a "lol">${Array.from({ length: 9 }, (_, at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`).join('')}]><l>&j;</l>`
      for (const [type, body] of [
        ['text/markdown', laughs],
        ['text/markdown', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><x>&y;</x>'],
        ['text/markdown', '['.repeat(50_000)],
        ['text/markdown', `${'> '.repeat(5000)}evil`],
        ['text/markdown', `${'*a **b '.repeat(5000)}`],
        ['application/json', '['.repeat(100_000)],
        ['application/json', `{"claimspan":1,"@context":"http://127.0.0.1:1/context","id":"evil-ld","text":"x"}`],
        ['application/ld+json', '{"@context":"http://127.0.0.1:1/context"}'],
        ['application/vnd.apache.parquet', 'PAR1'],
        ['application/xml', laughs],
      ] as const) {
        await attacker.ask('POST', '/api/documents', { body, type })
      }
      const entity = '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>'
      const xmi = `${entity}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><cas:Sofa sofaString="&y;"/></xmi:XMI>`
      const remote = '{"@context":"http://127.0.0.1:1/context","type":"Annotation","target":"x"}'
      const imported: readonly (readonly [string, string | Uint8Array])[] = [
        ['evil.xmi', xmi],
        ['evil.xmi', `<xmi:XMI xmlns:xmi="http://www.omg.org/XMI">${'<a>'.repeat(100_000)}`],
        ['evil.xml', laughs],
        ['evil.html', `${'<div>'.repeat(100_000)}evil`],
        ['evil.jsonld', remote],
        ['evil.parquet', Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(500, 0xff), Buffer.from('PAR1')])],
        ['evil.zip', zipSync({ 'zeros.txt': new Uint8Array(50_000_000) })],
        ['evil.docx', zipSync({ 'word/document.xml': Buffer.from(laughs) })],
      ]
      for (const [name, body] of imported) {
        const path = `/api/import?name=${name}`
        const { text } = await attacker.ask('POST', path, { body, type: 'application/octet-stream' })
        if (text.includes('root:')) throw new Error(`${name} brought a file of the server along`)
      }
    },
  },
  {
    threat: 'archives and paths',
    name: 'names that leave the folder',
    async run(attacker) {
      for (const id of ['../evil', '..\\evil', '/etc/passwd', 'C:evil', 'evil\u0000', '.', '..', 'con', 'a/b']) {
        await attacker.ask('POST', '/api/documents', { body: JSON.stringify({ id, text: 'evil' }) })
        await attacker.ask('GET', `/api/documents/${encodeURIComponent(id)}/export`)
      }
      const at = `/api/documents/${attacker.document}`
      for (const path of [
        '/..%2f..%2f..%2fetc%2fpasswd',
        '/assets/..%2f..%2fclaimspan.db',
        '/%2e%2e/%2e%2e/etc/passwd',
        `${at}/export?file=..%2F..%2Fclaimspan.db`,
        `${at}/at/..%2F..%2Fx`,
        `${at}/versions/..%2F1`,
        '/claimspan.db',
        '//evil.example/%2e%2e',
      ]) {
        await attacker.ask('GET', path)
      }
      for (const name of ['../../evil.txt', '/tmp/claimspan-evil.txt', 'a\\..\\..\\evil.txt']) {
        const body = zipSync({ [name]: Buffer.from('evil words') })
        await attacker.ask('POST', '/api/import?name=evil.zip', { body, type: 'application/octet-stream' })
      }
      if (existsSync('/tmp/claimspan-evil.txt')) throw new Error('A file was written where an archive said')
    },
  },
  {
    threat: 'formulas and markup',
    name: 'labels, links and titles that are programs',
    async run(attacker) {
      const markup = '<img src=x onerror=alert(1)><script>alert(1)</script>'
      await attacker.ask('POST', '/api/documents', {
        body: JSON.stringify({ id: `evil-x-${attacker.role}`, title: markup, text: '=cmd|calc!A1' }),
      })
      await attacker.ask('POST', '/api/documents', {
        body: '[x](javascript:alert(1)) <a href="javascript:alert(1)">x</a>',
        type: 'text/markdown',
      })
      const room = text(attacker)
      const update = made(anyClient(), (doc) => {
        doc.getText('article').insert(0, 'evil link', { link: 'javascript:alert(1)' })
      })
      await sends(attacker, room, updateIn(room, update))
      for (const path of ['', '/export?format=web-annotation', '/export?format=markdown'])
        await attacker.ask('GET', `/api/documents/${attacker.document}${path}`)
      await attacker.ask('GET', `/${encodeURIComponent(markup)}`)
      await attacker.ask('GET', `/api/documents/${encodeURIComponent(markup)}`)
    },
  },
  {
    threat: 'secrets in logs',
    name: 'errors with secrets in them',
    async run(attacker) {
      await attacker.ask('POST', '/api/session', { body: `{"account":"${canary}","password":"${canary}"}` })
      await attacker.ask('POST', '/api/session', { body: `{"account":"owner","password":"${canary}` })
      await attacker.ask('GET', `/api/documents?token=${canary}`, {
        headers: { cookie: `claimspan-session=${canary}` },
      })
      await attacker.ask('GET', '/api/documents', { headers: { authorization: `Bearer ${canary}` } })
      await attacker.ask('POST', `/api/documents/${attacker.document}/restore`, { body: `{"to":"${canary}"}` })
      const socket = await attacker.open({ path: `/sync?token=${canary}` })
      socket.send(frame(text(attacker), wire.auth, 0, Buffer.from(canary)))
      await socket.ended(50)
      await sends(attacker, text(attacker), updateIn(text(attacker), Buffer.from(canary)))
    },
  },
  {
    threat: 'secrets in logs',
    name: 'guesses passwords',
    async run(attacker) {
      const guess = (account: string) =>
        attacker.ask('POST', '/api/session', { body: JSON.stringify({ account, password: 'a wrong guess' }) })
      const answers = await Promise.all(
        Array.from({ length: 15 }, (_, at) => guess(at % 2 === 0 ? 'victim' : `nobody${at}`)),
      )
      for (const { status } of answers) if (status === 200) throw new Error('A guess was right')
    },
  },
  {
    threat: 'expiry and revocation',
    name: 'stays and writes on after signing out',
    async run(attacker) {
      const socket = await attacker.enter(shared(attacker))
      const token = await attacker.token()
      await attacker.ask('DELETE', '/api/session')
      const late = () =>
        updateIn(
          shared(attacker),
          made(anyClient(), (doc) => doc.getMap('annotators').set('evil-late', 1)),
        )
      const other = await attacker.enter(shared(attacker), token)
      other.send(late())
      await socket.ended(5000)
      socket.send(late())
      if (attacker.role !== 'stranger' && socket.raw.readyState === socket.raw.OPEN)
        throw new Error('It is still let in')
      await attacker.ask('GET', `/api/documents/${attacker.document}`)
    },
  },
]

/** A word that is in every secret of the scripts; it must be in nothing that the server tells. */
export const canary = 'canary-5e1f'
