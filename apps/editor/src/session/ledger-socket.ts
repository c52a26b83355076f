import type { AckLedger } from './ack-ledger.js'

/** A WebSocket class whose traffic is written into a ledger. */
export function ledgerSocket(ledger: AckLedger): typeof WebSocket {
  return class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols)
      this.addEventListener('open', () => ledger.opened())
      this.addEventListener('close', () => ledger.lost())
      this.addEventListener('message', ({ data }) => {
        if (data instanceof ArrayBuffer) ledger.received(new Uint8Array(data))
      })
    }

    override send(message: string | BufferSource | Blob) {
      super.send(message)
      if (message instanceof Uint8Array) ledger.sent(message)
    }

    override close(code?: number, reason?: string) {
      // The provider takes its listeners off before it closes, and a closing socket may take long to say so.
      ledger.lost()
      super.close(code, reason)
    }
  }
}
