import { schemeEn } from '../words/scheme-en.js'
import { learn } from '../words/words.js'

/** Whatever says what this page says imports this file first. */
learn(schemeEn)
