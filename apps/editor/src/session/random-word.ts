const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Random small letters and digits: 12 of them are 62 bits. Works on plain http too, where `randomUUID` does not. */
export function randomWord(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => letters[byte % letters.length] ?? 'a').join('')
}
