import { it } from 'vitest'
import { expectRight, patience, sessions } from './sessions.js'

it(
  'random people who edit, cut and paste, undo and redo, part and meet again leave 99.9 % of the spans on their words',
  () => {
    expectRight(sessions('full', { count: 250 }), 0.999)
  },
  patience,
)
