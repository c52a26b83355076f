import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('../apps/cli/dist/main.js', import.meta.url))

it('an export that is killed leaves nothing under its name, and --resume goes on to the same bytes', {
  timeout: 120_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimspan-resume-'))
  const text = 'Eight words that say nothing of much import. '.repeat(150)
  try {
    const lines = Array.from({ length: 4_000 }, (_, at) =>
      JSON.stringify({ claimspan: 1, id: `d${at}`, version: 1, title: `${at}`, offsetUnit: 'code-point', text }),
    )
    writeFileSync(join(folder, 'documents.jsonl'), `${lines.join('\n')}\n`)
    const args = (out: string) => [main, 'export', folder, '--to', 'native', '--out', join(folder, out)]
    const run = spawn(process.execPath, args('out'), { stdio: 'ignore' })
    const partial = () => readdirSync(folder).find((name) => name.startsWith('.out.partial-')) ?? 'none'
    while (!existsSync(join(folder, partial(), '.notes', 'checkpoint.json'))) {
      if (run.exitCode !== null) throw new Error('The export was done before it could be killed; give it more to do')
      await after(20)
    }
    const ended = once(run, 'exit')
    run.kill('SIGKILL')
    await ended
    expect(existsSync(join(folder, 'out'))).toBe(false)
    const on = spawnSync(process.execPath, [...args('out'), '--resume'], { encoding: 'utf8' })
    expect([on.status, on.stderr]).toEqual([0, expect.stringMatching(/^Going on after [\d,]+ documents/)])
    expect(spawnSync(process.execPath, args('whole')).status).toBe(0)
    const filesIn = (out: string) => readdirSync(join(folder, out), { recursive: true, encoding: 'utf8' }).sort()
    expect(filesIn('out')).toEqual(filesIn('whole'))
    // The sums are of every file.
    expect(readFileSync(join(folder, 'out', 'SHA256SUMS'))).toEqual(readFileSync(join(folder, 'whole', 'SHA256SUMS')))
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
