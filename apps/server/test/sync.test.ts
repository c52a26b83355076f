import { expect, test } from 'vitest'
import { emptyFolder } from './empty-folder.js'
import { connected, postDocument, saved, served, until } from './served.js'

test('two people see what the other types, and both find it after a restart', async () => {
  const dataFolder = emptyFolder()
  const server = await served({ dataFolder })
  await postDocument(server.url, { id: 'article', text: 'The cat sat.' })
  const mei = connected(server.url).join('text/article')
  const ana = connected(server.url).join('text/article')
  await Promise.all([saved(mei), saved(ana)])
  const hers = mei.document.getText('article')
  const other = ana.document.getText('article')
  expect(other.toString()).toBe('The cat sat.')

  hers.insert(12, ' And slept.')
  other.insert(0, 'Once: ')
  const both = 'Once: The cat sat. And slept.'
  await until('both have both changes', () => hers.toString() === both && other.toString() === both)
  await Promise.all([saved(mei), saved(ana)])
  await server.stop()

  const again = await served({ dataFolder })
  const later = connected(again.url).join('text/article')
  await saved(later)
  expect(later.document.getText('article').toString()).toBe(both)
})
