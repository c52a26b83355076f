import type { LucideIcon } from 'lucide-react'
import { Button as AriaButton, type ButtonProps, ToggleButton, type ToggleButtonProps } from 'react-aria-components'
import { Tip } from './tip.js'

type Look = 'plain' | 'primary' | 'line' | 'danger' | 'danger-solid'

const classes = (...names: readonly (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** A button with words. */
export function Button({
  look = 'plain',
  small,
  className,
  ...rest
}: Omit<ButtonProps, 'className'> & { readonly look?: Look; readonly small?: boolean; readonly className?: string }) {
  return <AriaButton {...rest} className={classes('button', look, small && 'small', className)} />
}

interface IconLook {
  readonly icon: LucideIcon
  /** What it does: its name for a screen reader and its tooltip. */
  readonly label: string
  readonly keys?: string | undefined
  readonly small?: boolean
  readonly side?: 'bottom' | 'top' | 'left' | 'right'
  readonly className?: string
}

/** A button that is an icon, with its name in a tooltip. */
export function IconButton({
  icon: Icon,
  label,
  keys,
  small,
  side,
  look = 'plain',
  className,
  ...rest
}: Omit<ButtonProps, 'className' | 'children'> & IconLook & { readonly look?: Look }) {
  return (
    <Tip text={label} keys={keys} placement={side ?? 'bottom'}>
      <AriaButton {...rest} aria-label={label} className={classes('button', 'icon', look, small && 'small', className)}>
        <Icon size={small === true ? 15 : 17} strokeWidth={1.85} aria-hidden />
      </AriaButton>
    </Tip>
  )
}

/** An icon that is on or off. */
export function IconToggle({
  icon: Icon,
  label,
  keys,
  small,
  side,
  className,
  ...rest
}: Omit<ToggleButtonProps, 'className' | 'children'> & IconLook) {
  return (
    <Tip text={label} keys={keys} placement={side ?? 'bottom'}>
      <ToggleButton {...rest} aria-label={label} className={classes('button', 'icon', small && 'small', className)}>
        <Icon size={small === true ? 15 : 17} strokeWidth={1.85} aria-hidden />
      </ToggleButton>
    </Tip>
  )
}
