import { describe, expect, test } from 'vitest'
import type { Marks, NewDelivery, Webhook, WebhookStore } from '../src/webhooks.js'

const hook = (id: string, more: Partial<Webhook> = {}): Webhook => ({
  id,
  url: `https://example.org/${id}`,
  events: [],
  secret: 'whsec_AAAA',
  by: 'mei',
  createdAt: '2026-01-02T03:04:05Z',
  ...more,
})

const delivery = (webhook: string, event: string, createdAt = 100): NewDelivery => ({
  webhook,
  event,
  type: 'claim.created',
  body: `{"id":"${event}"}`,
  createdAt,
})

/** A store, and the same one after its process has ended. */
export interface OpenStore {
  readonly store: WebhookStore
  reopened(): Promise<WebhookStore>
}

/** What every {@link WebhookStore} does. */
export function webhookContract(name: string, open: () => Promise<OpenStore>): void {
  const events = async (store: WebhookStore, now: number, until: number, limit = 10, except: readonly string[] = []) =>
    (await store.take(now, until, limit, except)).map(({ event }) => event)

  describe(`${name} keeps the contract of webhooks`, () => {
    test('webhooks are listed as they were made, changed in what is given, and removed', async () => {
      const { store, reopened } = await open()
      await store.addWebhook(hook('b'))
      await store.addWebhook(hook('a', { events: ['claim.created'] }))
      expect(await store.webhooks()).toEqual([hook('b'), hook('a', { events: ['claim.created'] })])
      expect(await store.changeWebhook('a', { url: 'https://example.org/x', off: 'gone' })).toBe(true)
      expect(await store.changeWebhook('none', { off: null })).toBe(false)
      const again = await reopened()
      expect((await again.webhooks())[1]).toEqual(
        hook('a', { url: 'https://example.org/x', events: ['claim.created'], off: 'gone' }),
      )
      await again.changeWebhook('a', { off: null, events: [], secret: 'whsec_BBBB' })
      expect((await again.webhooks())[1]).toEqual(hook('a', { url: 'https://example.org/x', secret: 'whsec_BBBB' }))
      expect(await again.removeWebhook('a')).toBe(true)
      expect(await again.removeWebhook('a')).toBe(false)
      expect(await again.webhooks()).toEqual([hook('b')])
    })

    test('a document is told of from where it was, by one teller, with what is to be sent, or not at all', async () => {
      const { store, reopened } = await open()
      await store.addWebhook(hook('a'))
      expect(await store.tell('d', undefined, { y: 2, x: 1 }, [delivery('a', 'e1')])).toBe(true)
      expect(await store.tell('d', undefined, { x: 5 }, [delivery('a', 'e2')])).toBe(false)
      expect(await store.tell('d', { x: 0, y: 2 }, { x: 5 }, [delivery('a', 'e2')])).toBe(false)
      await expect(store.tell('d', { x: 1, y: 2 }, { x: 5 }, [delivery('none', 'e3')])).rejects.toThrow()
      const again = await reopened()
      expect(await again.told()).toEqual(['d'])
      expect(await again.toldOf('d')).toEqual({ x: 1, y: 2 })
      expect(await again.toldOf('e')).toBeUndefined()
      expect((await again.deliveries('a', 10)).map(({ event }) => event)).toEqual(['e1'])
      expect(await again.tell('d', { x: 1, y: 2 }, undefined, [])).toBe(true)
      expect(await again.told()).toEqual([])
      await again.tell('d', undefined, { x: 1 }, [])
      await again.tellFrom(
        new Map<string, Marks>([
          ['f', { y: 4, x: 3 }],
          ['e', {}],
        ]),
      )
      expect(await again.told()).toEqual(['e', 'f'])
      expect(await again.toldOf('f')).toEqual({ x: 3, y: 4 })
      await again.tellFrom(new Map())
      expect(await again.told()).toEqual([])
    })

    test('what is due is taken once, one a webhook, the oldest first, until its time is over', async () => {
      const { store, reopened } = await open()
      for (const id of ['a', 'b', 'off']) await store.addWebhook(hook(id))
      await store.changeWebhook('off', { off: 'x' })
      await store.enqueue([delivery('a', 'e1'), delivery('a', 'e2'), delivery('b', 'e3'), delivery('off', 'e4')])
      await store.enqueue([delivery('b', 'late', 900)])
      expect(await store.nextDue()).toBe(100)
      expect(await events(store, 99, 200)).toEqual([])
      expect(await events(store, 100, 200, 1)).toEqual(['e1'])
      expect(await events(store, 100, 200, 10, ['a'])).toEqual(['e3'])
      expect(await events(store, 100, 200)).toEqual(['e2'])
      expect(await events(store, 199, 300)).toEqual([])
      const again = await reopened()
      expect(await events(again, 200, 400)).toEqual(['e1', 'e3'])
      expect(await again.nextDue()).toBe(200)
    })

    test('what has arrived is gone; what failed is tried at its time; what is given up is kept and listed', async () => {
      const { store } = await open()
      await store.addWebhook(hook('a'))
      await store.enqueue([delivery('a', 'e1')])
      const [first] = await store.take(100, 200, 1, [])
      await store.settle(first?.number ?? 0, { isDone: false, outcome: '500', nextAt: 300 })
      expect(await store.deliveries('a', 10)).toMatchObject([{ event: 'e1', attempts: 1, nextAt: 300, outcome: '500' }])
      expect(await events(store, 299, 400)).toEqual([])
      expect(await events(store, 300, 400)).toEqual(['e1'])
      await store.settle(first?.number ?? 0, { isDone: false, outcome: 'timeout' })
      const [given] = await store.deliveries('a', 10)
      expect(given).toMatchObject({ attempts: 2, outcome: 'timeout' })
      expect(given).not.toHaveProperty('nextAt')
      expect(await store.nextDue()).toBeUndefined()
      await store.enqueue([delivery('a', 'e2')])
      const [second] = await store.take(100, 200, 1, [])
      await store.settle(second?.number ?? 0, { isDone: true, outcome: '204' })
      expect((await store.deliveries('a', 10)).map(({ event }) => event)).toEqual(['e1'])
      expect(await store.removeWebhook('a')).toBe(true)
      expect(await store.deliveries('a', 10)).toEqual([])
    })

    test('of many that tell of the same change or take what is due, at once, one does', async () => {
      const { store } = await open()
      await store.addWebhook(hook('a'))
      for (const [at, before] of [undefined, { x: 1 }].entries()) {
        const tells = await Promise.all(
          Array.from({ length: 8 }, (_, who) =>
            store.tell('d', before, { x: at + 1 }, [delivery('a', `e${at}-${who}`)]),
          ),
        )
        expect(tells.filter(Boolean)).toHaveLength(1)
      }
      const sent = await store.deliveries('a', 20)
      expect(sent.map(({ event }) => event.slice(0, 2)).sort()).toEqual(['e0', 'e1'])
      const takes = await Promise.all(Array.from({ length: 8 }, () => events(store, 100, 200)))
      const taken = takes.flat()
      expect(new Set(taken).size).toBe(taken.length)
      expect(taken.length).toBeGreaterThan(0)
    })
  })
}
