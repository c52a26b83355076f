import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../src/index.js'
import { emptyFolder } from '../empty-folder.js'
import { buildChild, startChild } from './child-server.js'
import { killAndCheck } from './kill-and-check.js'
import { steps } from './kill-plan.js'

const kills = Number(process.env.CLAIMSPAN_KILLS ?? 150)
const seed = Number(process.env.CLAIMSPAN_SEED ?? Date.now() % 1_000_000)
const people = 10

let child: { readonly path: string; remove(): void }
beforeAll(async () => {
  child = await buildChild()
  return child.remove
})

const percentile = (numbers: readonly number[], share: number) =>
  Math.round([...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0)

test(`kill -9 loses nothing that was shown as saved (${kills} kills)`, { timeout: 600_000 }, async () => {
  const began = Date.now()
  const result = await killAndCheck({ child: child.path, seed, kills, people })
  const { readyAfter, at, acknowledged, lost } = result
  console.info(
    [
      `Seed ${seed}: ${result.kills} kills in ${Math.round((Date.now() - began) / 1000)} s with ${people} writers, ${acknowledged} acknowledged, ${lost.length} lost`,
      `killed at ${Object.entries(at)
        .map(([step, times]) => `${step} ${times}`)
        .join(', ')}`,
      `ready again after ${percentile(readyAfter, 0.5)} ms (median), ${percentile(readyAfter, 0.95)} ms (95 %), ${percentile(readyAfter, 1)} ms (longest)`,
    ].join('\n'),
  )
  const repeat = `repeat with CLAIMSPAN_SEED=${seed}`
  expect(result.lost, repeat).toEqual([])
  expect(result.doubled, repeat).toEqual([])
  expect(result.missingInTheEnd, repeat).toEqual([])
  expect(result.integrity, repeat).toBe('ok')
  expect(result.kills).toBeGreaterThanOrEqual(kills)
  expect(acknowledged, 'the writers came to write').toBeGreaterThan(10 * kills)
  for (const step of steps) expect(at[step], `kills at ${step} (${repeat})`).toBeGreaterThan(kills / 50)
})

describe('the crash test notices a server that', () => {
  test.each([
    ['acknowledges before it stores', 'acknowledge first'],
    ['ignores an error of the store', 'ignore a store error'],
    ['keeps a snapshot that says it holds more than it does', 'snapshot too far'],
  ])('%s', { timeout: 240_000 }, async (_what, way) => {
    const result = await killAndCheck({ child: child.path, seed, kills: 60, people, way })
    console.info(`Seed ${seed}: ${way} noticed after ${result.kills} kills, ${result.lost.length} lost`)
    expect(result.lost.length, `repeat with CLAIMSPAN_SEED=${seed}`).toBeGreaterThan(0)
  })
})

test('a second server on the folder of a running one is refused and told whose it is', async () => {
  const dataFolder = emptyFolder()
  const running = await startChild(child.path, dataFolder, 0, 'as it is')
  onTestFinished(() => running.kill())
  await expect(startServer({ dataFolder, port: 0 })).rejects.toThrow(`process ${running.pid}`)
  await running.kill()
  const taken = await startServer({ dataFolder, port: 0 })
  await taken.stop()
})
