import { dialogsEn } from './dialogs-en.js'
import { learn } from './words.js'

/** Whatever says what dialogs say imports this file first. */
learn(dialogsEn)
