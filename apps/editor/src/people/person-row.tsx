import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { type Account, type Role, roles } from '../server/people.js'

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** What a role may do, in a line. */
export const roleWords: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  curator: 'Curator',
  annotator: 'Annotator',
  reader: 'Reader',
}

export const roleOptions = roles.map((role) => ({ value: role, label: roleWords[role] }))

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
  return (
    <li className="person-row" data-closed={isClosed || undefined}>
      <div className="person-text">
        <span className="person-name">
          {name}
          {isMe ? <span className="badge">You</span> : null}
          {isClosed ? <span className="badge">Closed</span> : null}
        </span>
        <span className="field-hint">
          {id} ·{' '}
          {isClosed ? `closed ${dates.format(new Date(closedAt))}` : `since ${dates.format(new Date(createdAt))}`}
        </span>
      </div>
      <Choice
        label={`Role of ${name}`}
        labelHidden
        options={roleOptions}
        value={role}
        onChange={onRole}
        disabled={isClosed}
      />
      {isClosed ? (
        <Button small look="line" aria-label={`Open again the account of ${name}`} onPress={onOpen}>
          Open again
        </Button>
      ) : (
        <Button small look="danger" aria-label={`Close the account of ${name}`} onPress={onClose}>
          Close
        </Button>
      )}
    </li>
  )
}
