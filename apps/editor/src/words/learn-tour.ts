import { tourEn } from './tour-en.js'
import { learn } from './words.js'

/** Whatever says what the first steps say imports this file first. */
learn(tourEn)
