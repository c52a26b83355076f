import { it } from 'vitest'
import { expectRight, patience, sessions } from './sessions.js'

it(
  'random people who insert, delete, replace, annotate, part and meet again leave every span on its words',
  () => {
    expectRight(sessions('typing', { count: 250 }), 1)
  },
  patience,
)
