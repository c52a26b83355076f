/** A task that runs at most once in an animation frame, however often it is asked for. */
export interface FrameTask {
  /** Run in the next frame. */
  request(): void
  /** Run now, if it was asked for. */
  flush(): void
  /** Forget what was asked for, and never run again. */
  end(): void
}

/** Make a frame task. A page that is not shown gets no frames, so a timer stands in for them there. */
export function frameTask(run: () => void): FrameTask {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  const clear = () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
    timer = undefined
  }
  const fire = () => {
    clear()
    run()
  }
  return {
    request() {
      if (ended || frame !== 0) return
      frame = requestAnimationFrame(fire)
      timer = setTimeout(fire, 100)
    },
    flush() {
      if (frame !== 0) fire()
    },
    end() {
      ended = true
      clear()
    },
  }
}
