import { it } from 'vitest'
import { expectRight, patience, sessions } from './sessions.js'

it(
  'random people who edit, split and join paragraphs, set bold, annotate, part and meet again leave every span on its words',
  () => {
    expectRight(sessions('struct', { count: 250 }), 1)
  },
  patience,
)
