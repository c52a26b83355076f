import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AnnotatedDocument } from '@claimspan/core'
import { formatNamed } from '../src/index.js'

/** The small document of `fixtures/formats`. */
export function exampleDocument(): AnnotatedDocument {
  const path = fileURLToPath(new URL('../../../fixtures/formats/example.jsonl', import.meta.url))
  const [document] =
    formatNamed('native').read?.documents([{ path, text: readFileSync(path, 'utf8') }], {}).documents ?? []
  if (document === undefined) throw new Error(`${path} holds no document`)
  return document
}
