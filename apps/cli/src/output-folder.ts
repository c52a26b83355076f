import { createHash, type Hash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { Trouble } from './exit.js'

/** A file of an export as it is stored. */
export interface StoredFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * A folder that a long run fills: written aside, so that nothing half written stands under its name, with checkpoints from
 * which another run can go on. `State` is what the run needs for that.
 */
export interface OutputFolder<State> {
  /** The state at the last checkpoint of the run that is gone on with; `undefined` when this one starts anew. */
  readonly resumed: State | undefined
  /** Where notes of the run are kept until it is finished. */
  readonly notes: string
  /** Make a file. It may be made again. */
  put(path: string, bytes: string | Uint8Array): StoredFile
  /** Add to the end of a file. */
  append(path: string, bytes: Uint8Array): void
  /** The files that were added to, in the order of their names. */
  grown(): readonly StoredFile[]
  /** Store everything up to here on disk, with the state. */
  checkpoint(state: State): void
  /** Give the folder its name. */
  finish(): void
  /** Stop: what is written is kept when a checkpoint is there to go on from, else taken away. Says whether it is kept. */
  abandon(): boolean
}

interface Checkpoint<State> {
  readonly plan: string
  readonly state: State
  readonly grown: Readonly<Record<string, number>>
}

const stateFile = 'checkpoint.json'

/**
 * Begin a folder, or go on with one. Throws `Trouble` when something is at `target` that is not to be replaced, and, to go
 * on, when there is nothing to go on with. `plan` says what is written; only a run of the same plan can be gone on with.
 */
export function outputFolder<State>(
  target: string,
  options: { readonly replace: boolean; readonly resume: boolean; readonly plan: string },
): OutputFolder<State> {
  const final = resolve(target)
  refuseTaken(final, target, options.replace)
  const aside = join(dirname(final), `.${basename(final)}.partial-${process.pid}`)
  const notes = join(aside, '.notes')
  const before = options.resume ? takeUp<State>(final, aside, options.plan) : undefined
  if (before === undefined) {
    rmSync(aside, { recursive: true, force: true })
    mkdirSync(notes, { recursive: true })
  }
  const known = new Set<string>()
  const growing = new Map<string, GrowingFile>()
  let kept = before !== undefined

  function within(path: string): string {
    const full = join(aside, path)
    if (!full.startsWith(aside + sep)) throw new Trouble(`${JSON.stringify(path)} would be written outside ${target}`)
    const folder = dirname(full)
    if (!known.has(folder)) mkdirSync(folder, { recursive: true })
    known.add(folder)
    return full
  }
  function grower(path: string): GrowingFile {
    let file = growing.get(path)
    if (file === undefined) {
      file = new GrowingFile(within(path), before?.grown[path] ?? 0)
      growing.set(path, file)
    }
    return file
  }
  for (const path of Object.keys(before?.grown ?? {})) grower(path)

  return {
    resumed: before?.state,
    notes,
    put(path, bytes) {
      writeFileSync(within(path), bytes)
      const size = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length
      return { path, bytes: size, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    append: (path, bytes) => grower(path).add(bytes),
    grown: () => [...growing].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, file]) => ({ path, ...file.stored() })),
    checkpoint(state) {
      const grown = Object.fromEntries([...growing].map(([path, file]) => [path, file.sync()]))
      const text = JSON.stringify({ plan: options.plan, state, grown } satisfies Checkpoint<State>)
      const next = openSync(join(notes, `${stateFile}.next`), 'w')
      writeSync(next, text)
      fsyncSync(next)
      closeSync(next)
      renameSync(join(notes, `${stateFile}.next`), join(notes, stateFile))
      kept = true
    },
    finish() {
      for (const file of growing.values()) {
        file.sync()
        file.close()
      }
      rmSync(notes, { recursive: true, force: true })
      const folder = openSync(aside, 'r')
      fsyncSync(folder)
      closeSync(folder)
      if (existsSync(final)) {
        const old = `${aside}-old`
        renameSync(final, old)
        renameSync(aside, final)
        rmSync(old, { recursive: true, force: true })
      } else renameSync(aside, final)
      for (const left of leftovers(final)) rmSync(left, { recursive: true, force: true })
    },
    abandon() {
      for (const file of growing.values()) file.close()
      if (!kept) rmSync(aside, { recursive: true, force: true })
      return kept
    },
  }
}

function refuseTaken(final: string, target: string, replace: boolean): void {
  const there = statSync(final, { throwIfNoEntry: false })
  const taken = there !== undefined && (!there.isDirectory() || readdirSync(final).length > 0)
  if (taken && !replace) {
    throw new Trouble(`${target} is there already; choose another --out or say --replace to write over it`)
  }
}

/** Folders beside `final` that runs have left which are no more. */
export function leftovers(final: string): readonly string[] {
  const start = `.${basename(final)}.partial-`
  const folder = dirname(final)
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => name.startsWith(start) && !isRunning(Number(/\d+/.exec(name.slice(start.length))?.[0])))
    .sort()
    .map((name) => join(folder, name))
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Make the folder of an interrupted run of this plan ours. */
function takeUp<State>(final: string, aside: string, plan: string): Checkpoint<State> {
  for (const left of leftovers(final)) {
    const file = join(left, '.notes', stateFile)
    if (!existsSync(file)) continue
    const checkpoint: Checkpoint<State> = JSON.parse(readFileSync(file, 'utf8'))
    if (checkpoint.plan !== plan) continue
    if (left !== aside) {
      rmSync(aside, { recursive: true, force: true })
      renameSync(left, aside)
    }
    return checkpoint
  }
  throw new Trouble(
    `There is no interrupted run to go on with for ${final}: none was found of this corpus as it is now and these options; run without --resume`,
  )
}

/** A file that is added to, with its SHA-256. */
class GrowingFile {
  private readonly file: number
  private readonly hash: Hash = createHash('sha256')
  private length = 0
  private isOpen = true

  /** Keeps the first `length` bytes of the file and takes away the rest. */
  constructor(path: string, length: number) {
    this.file = openSync(path, length === 0 ? 'w' : 'r+')
    ftruncateSync(this.file, length)
    const bytes = Buffer.alloc(1 << 20)
    while (this.length < length) {
      const got = readSync(this.file, bytes, 0, Math.min(bytes.length, length - this.length), this.length)
      if (got === 0) throw new Trouble(`${path} is shorter than it was written; run without --resume`)
      this.hash.update(bytes.subarray(0, got))
      this.length += got
    }
  }

  add(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; )
      from += writeSync(this.file, bytes, from, bytes.length - from, this.length + from)
    this.hash.update(bytes)
    this.length += bytes.length
  }

  sync(): number {
    fsyncSync(this.file)
    return this.length
  }

  stored(): Omit<StoredFile, 'path'> {
    return { bytes: this.length, sha256: this.hash.copy().digest('hex') }
  }

  close(): void {
    if (this.isOpen) closeSync(this.file)
    this.isOpen = false
  }
}
