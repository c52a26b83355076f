import type { EditorSession, Step } from './step.js'

/**
 * The same session with as few operations as still fail: first all of one person or of one kind are left out, then
 * stretches, down to single ones, until none can be.
 */
export function shrink(
  session: EditorSession,
  fails: (session: EditorSession) => boolean,
  deadline: number,
): EditorSession {
  let operations = session.operations
  const tries = (candidate: readonly Step[]): boolean => {
    if (candidate.length === operations.length || Date.now() > deadline) return false
    if (!fails({ ...session, operations: candidate })) return false
    operations = candidate
    return true
  }
  const leaveOut = (isOne: (operation: Step) => boolean) => tries(operations.filter((one) => !isOne(one)))
  const stretches = (size: number): boolean => {
    let isSmaller = false
    for (let at = Math.floor((operations.length - 1) / size) * size; at >= 0; at -= size) {
      if (tries([...operations.slice(0, at), ...operations.slice(at + size)])) isSmaller = true
    }
    return isSmaller
  }
  for (let isSmaller = true; isSmaller && Date.now() < deadline; ) {
    isSmaller = false
    for (const act of new Set(operations.map(({ act }) => act))) {
      if (leaveOut((one) => one.act === act)) isSmaller = true
    }
    for (const who of new Set(operations.map(({ who }) => who))) {
      if (leaveOut((one) => one.who === who)) isSmaller = true
    }
    for (let size = Math.ceil(operations.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      if (stretches(size)) isSmaller = true
    }
  }
  return { ...session, operations }
}
