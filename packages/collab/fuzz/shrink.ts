import type { Operation, Session } from './operation.js'

/** The same session with as few operations as still fail: chunks are left out, then single ones, until none can be. */
export function shrink(
  session: Session,
  fails: (session: Session) => boolean,
  deadline = Number.POSITIVE_INFINITY,
): Session {
  let operations: readonly Operation[] = session.operations
  const tries = (candidate: readonly Operation[]) => {
    if (Date.now() > deadline || !fails({ ...session, operations: candidate })) return false
    operations = candidate
    return true
  }
  for (let size = Math.ceil(operations.length / 2); size >= 1; ) {
    let isSmaller = false
    for (let at = Math.floor((operations.length - 1) / size) * size; at >= 0; at -= size) {
      if (tries([...operations.slice(0, at), ...operations.slice(at + size)])) isSmaller = true
    }
    if (!isSmaller || size > 1) size = size === 1 && !isSmaller ? 0 : Math.max(1, Math.floor(size / 2))
    if (Date.now() > deadline) break
  }
  return { ...session, operations }
}
