import './guideline-aside.css'
import './learn-words.js'
import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useWorkspace } from '../article/use-workspace.js'
import { IconButton } from '../design/button.js'
import { useWords } from '../words/words.js'
import { GuidelineText } from './guideline-text.js'

/** The guideline beside the text, with what each claim type means. The article can be worked on meanwhile. */
export function GuidelineAside({ onClose }: { readonly onClose: () => void }) {
  const say = useWords()
  const { scheme } = useWorkspace()
  const aside = useRef<HTMLElement>(null)
  // A mark on the body rather than `:has()`, which would have the page styled anew whenever anything in it comes or goes.
  useEffect(() => {
    document.body.dataset.guideline = 'beside'
    return () => {
      delete document.body.dataset.guideline
    }
  }, [])
  // Where the focus was goes back there, unless it has gone elsewhere meanwhile.
  useEffect(() => {
    const before = document.activeElement
    const here = aside.current
    here?.focus()
    return () => {
      const isHere = document.activeElement === document.body || here?.contains(document.activeElement) === true
      if (isHere && before instanceof HTMLElement) before.focus()
    }
  }, [])
  return createPortal(
    <aside
      ref={aside}
      className="guideline-aside"
      aria-label={say('guideline.title')}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <div className="guideline-aside-head">
        <h2>{say('guideline.title')}</h2>
        <IconButton icon={X} label={say('guideline.close')} onPress={onClose} small />
      </div>
      <dl>
        {scheme.claimTypes.map(({ label, definition }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{definition}</dd>
          </div>
        ))}
      </dl>
      <GuidelineText text={scheme.guideline ?? ''} />
    </aside>,
    document.body,
  )
}
