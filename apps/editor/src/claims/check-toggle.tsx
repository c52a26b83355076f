import { ListChecks } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { ToggleButton } from 'react-aria-components'
import { countToCheck } from '../article/checking.js'
import { announce } from '../design/announcer.js'
import { Tip } from '../design/tip.js'
import { useWords } from '../words/words.js'

/** How long it must be quiet before a new number is said, in milliseconds: not at every key of somebody who types. */
const quiet = 1200

/** How many claims are to check; pressing it shows only those. */
export function CheckToggle({
  count,
  only,
  onChange,
}: {
  readonly count: number
  readonly only: boolean
  readonly onChange: (only: boolean) => void
}) {
  const say = useWords()
  const said = useRef(count)
  useEffect(() => {
    // Who settles a claim hears of it at once; a claim that somebody's edit has changed must not go unheard.
    const grown = count > said.current
    const timer = setTimeout(() => {
      said.current = count
      if (grown) announce(countToCheck(count))
    }, quiet)
    return () => clearTimeout(timer)
  }, [count])
  if (count === 0 && !only) return null
  return (
    <Tip text={say('claims.only-to-check')} keys="N" placement="bottom">
      <ToggleButton className="check-toggle" isSelected={only} onChange={onChange}>
        <ListChecks size={14} strokeWidth={2} aria-hidden />
        {say('claims.to-check', { count })}
      </ToggleButton>
    </Tip>
  )
}
