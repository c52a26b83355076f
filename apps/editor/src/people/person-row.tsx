import '../words/people-en.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { type Account, type Role, roles } from '../server/people.js'
import { language, say } from '../words/words.js'

/** A role within a sentence; one that is not known is said as the server names it. */
export function roleName(role: string): string {
  const known = roles.find((one) => one === role)
  return known === undefined ? role : say(`role.${known}`).toLowerCase()
}

export const roleOptions = () => roles.map((role) => ({ value: role, label: say(`role.${role}`) }))

/** One account: who, since when, in which role, open or closed. */
export function PersonRow({
  account: { id, name, role, createdAt, closedAt },
  isMe,
  onRole,
  onClose,
  onOpen,
}: {
  readonly account: Account
  readonly isMe: boolean
  readonly onRole: (role: Role) => void
  readonly onClose: () => void
  readonly onOpen: () => void
}) {
  const isClosed = closedAt !== undefined
  const dates = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium' })
  return (
    <li className="person-row" data-closed={isClosed || undefined}>
      <div className="person-text">
        <span className="person-name">
          {name}
          {isMe ? <span className="badge">{say('people.you')}</span> : null}
          {isClosed ? <span className="badge">{say('people.closed')}</span> : null}
        </span>
        <span className="field-hint">
          {id} ·{' '}
          {isClosed
            ? say('people.closed-at', { date: dates.format(new Date(closedAt)) })
            : say('people.since', { date: dates.format(new Date(createdAt)) })}
        </span>
      </div>
      <Choice
        label={say('people.role-of', { name })}
        labelHidden
        options={roleOptions()}
        value={role}
        onChange={onRole}
        disabled={isClosed}
      />
      {isClosed ? (
        <Button small look="line" aria-label={say('people.open-again-whose', { name })} onPress={onOpen}>
          {say('people.open-again')}
        </Button>
      ) : (
        <Button small look="danger" aria-label={say('people.close-whose', { name })} onPress={onClose}>
          {say('people.close')}
        </Button>
      )}
    </li>
  )
}
