/** Code units of a gram: a short run of a text, known by its hash. */
export const gramLength = 5
/** Grams of the text are looked at from every second offset, those of a pattern from each. */
export const stride = 2
export const hashBits = 15

const radix = 0x01000193
/** What the oldest unit of a gram weighs in its hash: radix to the power gramLength - 1. */
const oldest = Math.imul(Math.imul(radix, radix), Math.imul(radix, radix))

/** Hashes, of {@link hashBits}, of the grams at each offset, or at every `step`th. */
export function gramsOf(units: Uint16Array, step = 1): Uint16Array {
  const grams = new Uint16Array(Math.max(0, Math.ceil((units.length - gramLength + 1) / step)))
  let hash = 0
  for (let at = 0; at < gramLength - 1; at += 1) hash = (Math.imul(hash, radix) + (units[at] ?? 0)) | 0
  for (let gram = 0, at = 0, next = 0; gram < grams.length; at += 1) {
    hash = (Math.imul(hash, radix) + (units[at + gramLength - 1] ?? 0)) | 0
    if (at === next) {
      grams[gram] = Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> (32 - hashBits)
      gram += 1
      next += step
    }
    hash = (hash - Math.imul(units[at] ?? 0, oldest)) | 0
  }
  return grams
}
