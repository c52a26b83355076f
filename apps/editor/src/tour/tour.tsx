import '../words/learn-tour.js'
import './tour.css'
import { useEffect, useRef, useState } from 'react'
import { capsOf } from '../article/keys.js'
import { useWorkspace } from '../article/use-workspace.js'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { say, useWords } from '../words/words.js'
import { endTour } from './tour-state.js'

const named = (name: string) => `[aria-label="${CSS.escape(name)}"]`

/** The steps, each with the part of the page that it is about. */
const steps = [
  { key: 'select', at: () => '.article-text' },
  { key: 'mark', at: () => '.article-text' },
  { key: 'describe', at: () => '.panel' },
  { key: 'together', at: () => named(say('bar.layers')) },
  { key: 'help', at: () => named(say('bar.keys')) },
] as const

/**
 * The first steps, a small card that leaves the page usable and takes no focus: it is said that it is there, it comes next in
 * the order of Tab, and Escape in it skips it.
 */
export function Tour() {
  useWords()
  const { looks, surface } = useWorkspace()
  const [at, setAt] = useState(0)
  const step = steps[at] ?? steps[0]
  const card = useRef<HTMLElement>(null)
  useEffect(() => announce(say('tour.here', { count: steps.length })), [])
  useEffect(() => {
    const part = document.querySelector(step.at())
    part?.setAttribute('data-tour-here', '')
    return () => part?.removeAttribute('data-tour-here')
  }, [step])
  const end = () => {
    endTour()
    surface.get()?.root.focus()
  }
  const go = (to: number) => {
    if (to === steps.length) return end()
    setAt(to)
    // The button that went back goes away at the first step.
    if (to === 0) card.current?.querySelector<HTMLElement>('.primary')?.focus()
  }
  const keys = looks.flatMap(({ key }) => (key === undefined ? [] : [capsOf(key).join(' ')])).join(' ')
  const isLast = at === steps.length - 1
  return (
    <section
      ref={card}
      className="tour"
      aria-label={say('tour.title')}
      // React Aria's buttons keep keys to themselves.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        end()
      }}
    >
      <div aria-live="polite" aria-atomic="true">
        <p className="tour-at">
          {say('tour.title')} · {say('tour.step', { at: at + 1, count: steps.length })}
        </p>
        <h2>{say(`tour.${step.key}`)}</h2>
        <p>{say(`tour.${step.key}-how`, { keys })}</p>
      </div>
      <div className="tour-actions">
        {isLast ? null : (
          <Button small onPress={end}>
            {say('tour.skip')}
          </Button>
        )}
        {at === 0 ? null : (
          <Button small look="line" onPress={() => go(at - 1)}>
            {say('tour.back')}
          </Button>
        )}
        <Button small look="primary" onPress={() => go(at + 1)}>
          {say(isLast ? 'tour.done' : 'tour.next')}
        </Button>
      </div>
    </section>
  )
}
