import { projectEn } from './project-en.js'
import { learn } from './words.js'

/** Whatever says what the page of articles says imports this file first. */
learn(projectEn)
