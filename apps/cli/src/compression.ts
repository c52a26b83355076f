import { createReadStream } from 'node:fs'
import { createGunzip, gzipSync } from 'node:zlib'
import { Zstd } from '@hpcc-js/wasm-zstd'
import { Decompress } from 'fzstd'
import { Trouble } from './exit.js'

/** How the files that grow by each document may be packed. */
export type Compression = 'gzip' | 'zstd'
export const compressions: readonly Compression[] = ['gzip', 'zstd']

/** What the name of a packed file ends with. */
export const packedEnds: Readonly<Record<Compression, string>> = { gzip: '.gz', zstd: '.zst' }

/** Whether the end of a file's name says that it is packed. */
export const isPacked = (path: string): boolean => Object.values(packedEnds).some((end) => path.endsWith(end))

/** Packs bytes into one member (gzip, RFC 1952) or frame (zstd, RFC 8878); members one after another are one file. */
export type Packer = (bytes: Uint8Array) => Uint8Array

/** The same bytes give the same member: no time, no name, a fixed level. */
export async function packer(compression: Compression): Promise<Packer> {
  if (compression === 'gzip') return (bytes) => gzipSync(bytes, { level: 6 })
  const zstd = await Zstd.load()
  return (bytes) => zstd.compress(bytes, 3)
}

/** The bytes of a file, unpacked as the end of its name says. Throws `Trouble` when it is not packed so. */
export async function* unpacked(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>
  try {
    if (path.endsWith(packedEnds.gzip)) yield* gunzipped(path)
    else if (path.endsWith(packedEnds.zstd)) yield* unzstd(file)
    else yield* file
  } catch (error) {
    if (!(error instanceof Error) || !isOfPacking(error)) throw error
    throw new Trouble(`${path} cannot be unpacked (${error.message}): it is damaged or cut off; pack it again`)
  }
}

/** zlib's own errors have codes that begin with Z; fzstd numbers its own. */
const isOfPacking = (error: Error): boolean =>
  'code' in error && (typeof error.code === 'number' || String(error.code).startsWith('Z_'))

function gunzipped(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  file.on('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}

async function* unzstd(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let ready: Buffer[] = []
  const stream = new Decompress((bytes) => ready.push(Buffer.from(bytes)))
  for await (const chunk of file) {
    // A small piece at a time: all that it unpacks to stands in memory at once.
    for (let at = 0; at < chunk.length; at += 1 << 12) {
      stream.push(chunk.subarray(at, at + (1 << 12)))
      yield* ready
      ready = []
    }
  }
  stream.push(new Uint8Array(0), true)
  yield* ready
}
