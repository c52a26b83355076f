// What every benchmark shares: seeded numbers, medians, a table and a JSON file.
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export const median = (numbers) => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]
}

/** Print rows (objects with the same keys) as a table and keep them, with what they were measured on. */
export function report(name, about, rows) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cells = [columns, ...rows.map((row) => columns.map((column) => shown(row[column])))]
  const widths = columns.map((_, at) => Math.max(...cells.map((row) => row[at].length)))
  console.log(about)
  for (const row of cells) {
    console.log(row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  '))
  }
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length, memory: totalmem() }
  const file = fileURLToPath(new URL(`./results/${name}.json`, import.meta.url))
  mkdirSync(new URL('./results', import.meta.url), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ name, about, date: new Date().toISOString(), machine, rows }, null, 2)}\n`)
}

function shown(value) {
  if (value === undefined) return ''
  if (typeof value !== 'number') return String(value)
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Math.round(value * 100) / 100)
}
