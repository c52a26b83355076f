import type { ReactElement } from 'react'
import { Tooltip, TooltipTrigger } from 'react-aria-components'

/** A word or two about a control, with the key that does the same, while it is pointed at or focused. */
export function Tip({
  text,
  keys,
  placement = 'bottom',
  children,
}: {
  readonly text: string
  readonly keys?: string | undefined
  readonly placement?: 'bottom' | 'top' | 'left' | 'right'
  readonly children: ReactElement
}) {
  return (
    <TooltipTrigger delay={450} closeDelay={60}>
      {children}
      <Tooltip className="tooltip" placement={placement} offset={7}>
        {text}
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  )
}
