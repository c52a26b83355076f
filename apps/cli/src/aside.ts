import { once } from 'node:events'
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type WriteStream,
} from 'node:fs'
import { open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { Trouble } from './exit.js'

/**
 * A folder that is written aside and gets its final name only when all of it is there: a run that dies leaves nothing
 * half written under that name.
 */
export interface AsideFolder {
  /** Append to a file, or make it. The path is within the folder. */
  write(path: string, text: string, append?: boolean): Promise<void>
  /** Sync and give the final name. */
  finish(): Promise<void>
  /** Take away what was written. */
  abandon(): Promise<void>
}

/** Begin a folder. Throws `Trouble` when something is at `target` already and it is not to be replaced. */
export function asideFolder(target: string, replace: boolean): AsideFolder {
  const final = resolve(target)
  const there = statSync(final, { throwIfNoEntry: false })
  const taken = there !== undefined && (!there.isDirectory() || readdirSync(final).length > 0)
  if (taken && !replace) {
    throw new Trouble(`${target} is there already; choose another --out or say --replace to write over it`)
  }
  const aside = join(dirname(final), `.${basename(final)}.partial-${process.pid}`)
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  const streams = new Map<string, WriteStream>()
  let failed: unknown
  const within = (path: string): string => {
    const full = resolve(aside, path)
    if (!full.startsWith(aside + sep)) throw new Trouble(`${JSON.stringify(path)} would be written outside ${target}`)
    mkdirSync(dirname(full), { recursive: true })
    return full
  }
  return {
    async write(path, text, append = false) {
      if (failed !== undefined) throw failed
      if (!append) {
        await writeFile(within(path), text)
        return
      }
      let stream = streams.get(path)
      if (stream === undefined) {
        stream = createWriteStream(within(path), { flags: 'a', highWaterMark: 1 << 20 })
        stream.on('error', (error) => {
          failed ??= error
        })
        streams.set(path, stream)
      }
      if (!stream.write(text)) await Promise.race([once(stream, 'drain'), once(stream, 'close')])
      if (failed !== undefined) throw failed
    },
    async finish() {
      for (const stream of streams.values()) {
        stream.end()
        if (!stream.closed) await once(stream, 'close')
      }
      if (failed !== undefined) throw failed
      const folder = await open(aside, 'r')
      await folder.sync().finally(() => folder.close())
      if (existsSync(final)) {
        const old = `${aside}-old`
        renameSync(final, old)
        await rename(aside, final)
        await rm(old, { recursive: true, force: true })
      } else await rename(aside, final)
    },
    async abandon() {
      for (const stream of streams.values()) stream.destroy()
      await rm(aside, { recursive: true, force: true })
    },
  }
}
