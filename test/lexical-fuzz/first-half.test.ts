import { expect, test } from 'vitest'
import { rightness } from './rightness.js'
import { runSessions } from './sessions.js'

/** The sessions are halved so that two processors have something to do. */
test('people who edit through their editors end with one text and spans on their words: first half', () => {
  const { failures, judged, right, wrong, edits } = runSessions(0, 2)
  console.log(`${edits} edits, ${judged} spans, ${judged - right} not right`)
  expect(failures).toEqual([])
  if (edits > 100) expect(right / judged, wrong.join('\n')).toBeGreaterThanOrEqual(rightness)
}, 600_000)
