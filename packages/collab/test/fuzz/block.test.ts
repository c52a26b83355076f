import { it } from 'vitest'
import { expectRight, patience, sessions } from './sessions.js'

it(
  'random people who edit, split, join, make headings, annotate, part and meet again leave every span on its words',
  () => {
    expectRight(sessions('block', { count: 250 }), 1)
  },
  patience,
)
