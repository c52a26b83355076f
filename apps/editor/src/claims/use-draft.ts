import { useEffect, useRef, useState } from 'react'

/** How long after the last key a field is written, in milliseconds. */
const pause = 500

/**
 * What is being typed into a field that others may change too: it follows the shared value until somebody types here,
 * and is written a moment after the last key, and when the field is left.
 */
export function useDraft(value: string, write: (value: string) => void) {
  const [draft, setDraft] = useState<string | undefined>(undefined)
  const pending = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | undefined>(
    undefined,
  )
  const writer = useRef(write)
  writer.current = write

  const commit = () => {
    const waiting = pending.current
    if (waiting === undefined) return
    clearTimeout(waiting.timer)
    pending.current = undefined
    writer.current(waiting.text.trim())
  }
  const last = useRef(commit)
  last.current = commit
  useEffect(() => () => last.current(), [])

  return {
    text: draft ?? value,
    type(text: string) {
      clearTimeout(pending.current?.timer)
      pending.current = { text, timer: setTimeout(() => last.current(), pause) }
      setDraft(text)
    },
    /** The field is left: what was typed is written, and the shared value shows again. */
    leave() {
      commit()
      setDraft(undefined)
    },
  }
}
