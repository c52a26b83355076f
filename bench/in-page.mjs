// What the benchmarks of the editor put into a page before it loads: clocks for keys and for paint.
export function clocks() {
  /** Resolves after the next frame has been painted. */
  const frame = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      })
    })
  const keys = []
  /** Milliseconds from each key to the frame that follows it. */
  window.keyTimes = keys
  window.nextFrame = frame
  window.addEventListener(
    'keydown',
    (event) => {
      if (window.timingKeys !== true) return
      const began = event.timeStamp
      frame().then((now) => keys.push(now - began))
    },
    true,
  )
  const longTasks = []
  window.longTasks = longTasks
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push([startTime, startTime + duration])
  }).observe({ type: 'longtask', buffered: true })
  /** When the page took the last of its long tasks (50 ms or more), once none has come for 400 ms. */
  window.interactive = async (since) => {
    for (;;) {
      const last = longTasks.reduce((end, task) => Math.max(end, task[1]), since)
      if (performance.now() - last > 400) return last
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  /** Resolves with the time at which the frame is out in which a highlight has a range for which the test holds. */
  window.whenPainted = (prefix, holds) =>
    new Promise((resolve) => {
      const isThere = () =>
        [...CSS.highlights].some(([name, ranges]) => name.startsWith(prefix) && [...ranges].some(holds))
      const look = () => {
        if (!isThere()) {
          requestAnimationFrame(look)
          return
        }
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve(performance.now())
        port2.postMessage(null)
      }
      requestAnimationFrame(look)
    })
}
