import { createHmac, randomBytes } from 'node:crypto'

/** A new key of 256 bits, as Standard Webhooks 1.0 writes it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/**
 * The headers that a webhook's receiver checks, after Standard Webhooks 1.0: HMAC-SHA256 under its key of the event's id, the
 * time in seconds and the body, joined by dots.
 */
export function signatureHeaders(secret: string, event: string, seconds: number, body: string): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${event}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': event, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}
