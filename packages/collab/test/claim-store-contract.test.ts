import { document, layer, layerId } from '@claimspan/core'
import { claimStoreContract } from '@claimspan/core/store-contract'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { editText, sharedLayer, sharedText, writeDocument, writeLayer, yjsClaimStore } from '../src/index.js'
import { testEdges } from './people.js'

for (const [name, together] of [
  ['the Yjs claim store, text and layer apart', false],
  ['the Yjs claim store, all in one Yjs document', true],
] as const) {
  claimStoreContract(
    name,
    (words) => {
      const text = sharedText(new Y.Doc())
      writeDocument(text, document({ id: 'article', text: words }))
      const claims = together ? sharedLayer(text.doc, 'shared/') : sharedLayer(new Y.Doc())
      writeLayer(claims, layer({ id: 'shared', kind: 'shared' }))
      const store = yjsClaimStore(text, claims, { edges: testEdges('me'), layer: layerId('shared') })
      return {
        store,
        edit: (at, deleted, inserted) => editText(text, at, deleted, inserted),
        close: () => store.close(),
      }
    },
    { describe, it, expect },
  )
}
