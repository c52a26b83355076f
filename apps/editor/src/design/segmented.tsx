import type { ReactNode } from 'react'
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components'

export interface Segment<Value extends string> {
  readonly value: Value
  readonly label: ReactNode
  /** The name for a screen reader when the label is not words. */
  readonly name?: string
}

/** A few choices side by side of which one holds; with `onClear`, pressing it again takes it away. */
export function Segmented<Value extends string>({
  label,
  segments,
  value,
  onChange,
  onClear,
  disabled = false,
}: {
  readonly label: string
  readonly segments: readonly Segment<Value>[]
  readonly value: Value | undefined
  readonly onChange: (value: Value) => void
  readonly onClear?: () => void
  readonly disabled?: boolean
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segmented"
      selectionMode="single"
      disallowEmptySelection={onClear === undefined}
      isDisabled={disabled}
      selectedKeys={value === undefined ? [] : [value]}
      onSelectionChange={(keys) => {
        const chosen = segments.find((segment) => keys.has(segment.value))
        if (chosen === undefined) onClear?.()
        else onChange(chosen.value)
      }}
    >
      {segments.map((segment) => (
        <ToggleButton
          key={segment.value}
          id={segment.value}
          className="segment"
          {...(segment.name === undefined ? {} : { 'aria-label': segment.name })}
        >
          {segment.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
