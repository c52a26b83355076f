import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** The parameters of scrypt (RFC 7914): N is 2 to the power of `log2N`. */
export interface PasswordCost {
  readonly log2N: number
  readonly r: number
  readonly p: number
}

// scrypt with N = 2^15, r = 8, p = 3: OWASP Password Storage Cheat Sheet, its setting of 32 MiB.
const setting: PasswordCost = { log2N: 15, r: 8, p: 3 }
const keyLength = 32

/** A password is at least so long (NIST SP 800-63B asks for no other rule), and no longer than anybody types. */
export const passwordLength = { least: 10, most: 200 } as const

/** The password as it is stored: `scrypt$<log2 N>$<r>$<p>$<salt>$<key>`, base64url. */
export async function hashPassword(password: string, cost: PasswordCost = setting): Promise<string> {
  const salt = randomBytes(16)
  const { log2N, r, p } = cost
  const key = await derived(password, salt, cost, keyLength)
  return ['scrypt', log2N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether the password is the stored one. Takes as long when there is nothing stored, so that nobody learns who exists. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [kind, log2N, r, p, salt, key] = (stored ?? (await nobodys)).split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64url')
  const as = { log2N: Number(log2N), r: Number(r), p: Number(p) }
  const got = await derived(password, Buffer.from(salt, 'base64url'), as, expected.length)
  return timingSafeEqual(got, expected) && stored !== undefined
}

// One at a time: each takes 32 MiB and a tenth of a second of a core, and anybody may ask.
let last: Promise<unknown> = Promise.resolve()

function derived(password: string, salt: Buffer, { log2N, r, p }: PasswordCost, length: number): Promise<Buffer> {
  const mine = last.then(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        const cost = { N: 2 ** log2N, r, p, maxmem: 256 * 2 ** log2N * r }
        scrypt(password.normalize('NFKC'), salt, length, cost, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
  last = mine.catch(() => undefined)
  return mine
}

const nobodys = hashPassword(randomBytes(16).toString('base64url'))
