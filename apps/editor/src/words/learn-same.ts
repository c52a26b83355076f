import { sameEn } from './same-en.js'
import { learn } from './words.js'

/** Whatever says what is said of the same claim elsewhere imports this file first. */
learn(sameEn)
