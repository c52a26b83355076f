import type { Label, Problem } from '@claimspan/core'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { FieldError, Label as FieldLabel, Input, Text, TextArea, TextField } from 'react-aria-components'
import { IconButton } from '../design/button.js'
import { useWords } from '../words/words.js'
import { withPart } from './draft.js'

const parts = ['label', 'key', 'color', 'definition'] as const

/** One label of a set, with what is wrong with each of its parts. */
export function LabelRow({
  label,
  path,
  problems,
  pressed,
  isReadOnly,
  isFirst,
  isLast,
  onChange,
  onMove,
  onRemove,
}: {
  readonly label: Label
  /** Where it is in the scheme: `/claimTypes/0`. */
  readonly path: string
  readonly problems: readonly Problem[]
  /** The key that marks with it, which is another than it says where that one is taken. */
  readonly pressed: string | undefined
  readonly isReadOnly: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onChange: (label: Label) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}) {
  const say = useWords()
  const name = label.label === '' ? say('scheme.unnamed') : label.label
  return (
    <li className="scheme-label" data-path={path}>
      {parts.map((part) => {
        const problem = problems.find((one) => one.path === `${path}/${part}`)
        return (
          <TextField
            key={part}
            className={`field scheme-part-${part}`}
            value={label[part] ?? ''}
            onChange={(text) => onChange(withPart(label, part, text))}
            // Only a label that was just added comes without its name.
            autoFocus={part === 'label' && label.label === ''}
            isReadOnly={isReadOnly}
            isInvalid={problem !== undefined}
          >
            <FieldLabel className="field-label">{say(`scheme.${part}`)}</FieldLabel>
            {part === 'definition' ? (
              <TextArea rows={2} />
            ) : (
              <Input placeholder={part === 'color' ? say('scheme.color-hint') : ''} />
            )}
            {part === 'key' && label.key !== undefined && label.key.toLowerCase() !== pressed ? (
              <Text slot="description" className="scheme-warning">
                {pressed === undefined
                  ? say('scheme.key-none', { key: label.key })
                  : say('scheme.key-other', { key: label.key, pressed })}
              </Text>
            ) : null}
            <FieldError className="scheme-error">
              {problem === undefined ? '' : say('scheme.wrong', { expected: problem.expected })}
            </FieldError>
          </TextField>
        )
      })}
      <svg className="scheme-swatch" viewBox="0 0 10 10" aria-hidden>
        {/^#[0-9a-f]{6}$/i.test(label.color ?? '') ? <rect width="10" height="10" rx="2" fill={label.color} /> : null}
      </svg>
      {isReadOnly ? null : (
        <div className="scheme-acts">
          <IconButton
            icon={ArrowUp}
            label={say('scheme.up', { label: name })}
            isDisabled={isFirst}
            onPress={() => onMove(-1)}
            small
          />
          <IconButton
            icon={ArrowDown}
            label={say('scheme.down', { label: name })}
            isDisabled={isLast}
            onPress={() => onMove(1)}
            small
          />
          <IconButton icon={Trash2} label={say('scheme.remove', { label: name })} onPress={onRemove} small />
        </div>
      )}
    </li>
  )
}
