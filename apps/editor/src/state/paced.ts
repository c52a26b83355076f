/** A task that is asked for often and runs now and then. */
export interface Paced {
  /** Run at once when it has not run for a while, else at the end of that while. */
  request(): void
  /** Forget what was asked for. */
  end(): void
}

/** Run `run` at most once in so many milliseconds; what is asked for last is never left out. */
export function paced(run: () => void, milliseconds: number): Paced {
  let last = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  const fire = () => {
    timer = undefined
    last = performance.now()
    run()
  }
  return {
    request() {
      if (timer !== undefined) return
      const left = last + milliseconds - performance.now()
      if (left <= 0) fire()
      else timer = setTimeout(fire, left)
    },
    end() {
      clearTimeout(timer)
      timer = undefined
    },
  }
}
