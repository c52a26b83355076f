import { documentId, layerId } from '@claimspan/core'
import { describe, expect, it } from 'vitest'
import { layerRoom, parseRoom, textRoom } from '../src/index.js'

describe('room names', () => {
  it('are read as they are made', () => {
    const [document, layer] = [documentId('a.b-1'), layerId('mei@example.org')]
    expect(parseRoom(textRoom(document))).toEqual({ kind: 'text', document })
    expect(parseRoom(layerRoom(document, layer))).toEqual({ kind: 'layer', document, layer })
  })

  it.each([
    '',
    'text',
    'text/',
    'text/../x',
    'text/a/b',
    'layer/a',
    'layer/a/',
    'layer/a/b/c',
    'other/a',
    'text/ a',
    'layer/a/..',
  ])('%j is none', (name) => {
    expect(parseRoom(name)).toBeUndefined()
  })
})
