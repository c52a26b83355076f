import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, for whoever is to have them. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is kept of a secret: from it nobody gets the secret back. */
export const keptOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
