/** A task that runs when nobody has asked for it for a while, and at the latest some time after it was asked for first. */
export interface PauseTask {
  request(): void
  /** Whether it was asked for and has not run yet. */
  isDue(): boolean
  /** Forget what was asked for. */
  cancel(): void
  /** Forget it, and never run again. */
  end(): void
}

/** Make a pause task; times in milliseconds. */
export function pauseTask(
  run: () => void,
  { pause, most }: { readonly pause: number; readonly most: number },
): PauseTask {
  let first = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const cancel = () => {
    clearTimeout(timer)
    timer = undefined
  }
  return {
    request() {
      if (ended) return
      const now = performance.now()
      if (timer === undefined) first = now
      clearTimeout(timer)
      timer = setTimeout(
        () => {
          timer = undefined
          run()
        },
        Math.max(0, Math.min(pause, first + most - now)),
      )
    },
    isDue: () => timer !== undefined,
    cancel,
    end() {
      ended = true
      cancel()
    },
  }
}
