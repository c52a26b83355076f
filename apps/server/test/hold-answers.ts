import { holdAnswers } from './described-answers.js'

holdAnswers()
