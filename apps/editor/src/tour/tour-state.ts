import { cell } from '../state/observable.js'

const keptUnder = 'claimspan.tour'

const isFirstVisit = () => {
  try {
    return localStorage.getItem(keptUnder) === null
  } catch {
    // Storage may be refused: then nobody can be told from who was here before.
    return false
  }
}

/** Whether the first steps are shown: at the first visit, and when they are asked for. */
export const touring = cell(isFirstVisit())

/** Through, or skipped: not shown by itself again. */
export function endTour(): void {
  touring.set(false)
  try {
    localStorage.setItem(keptUnder, 'seen')
  } catch {
    // As above.
  }
}
