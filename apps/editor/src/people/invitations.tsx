import { Copy, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { Notice } from '../design/notice.js'
import { type Invitation, invite, type Role, withdrawInvitation } from '../server/people.js'
import { roleOptions, roleWords } from './person-row.js'

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** Makes links that make an account, shows each once, and takes back those that nobody has used. */
export function Invitations({
  invitations,
  onChanged,
}: {
  readonly invitations: readonly Invitation[]
  readonly onChanged: () => void
}) {
  const [role, setRole] = useState<Role>('annotator')
  const [made, setMade] = useState<{ readonly role: Role; readonly link: string } | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)

  const make = async () => {
    const answer = await invite(role)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    setTrouble(undefined)
    setMade({ role, link: `${window.location.origin}${answer.value.path}` })
    announce('The invitation is made; its link is shown.')
    onChanged()
  }
  const withdraw = async (invitation: Invitation) => {
    const answer = await withdrawInvitation(invitation.id)
    setTrouble(answer.ok ? undefined : answer.message)
    if (answer.ok) announce('The invitation is taken back.')
    onChanged()
  }
  const copy = async (link: string) => {
    try {
      await navigator.clipboard.writeText(link)
      announce('The link is copied.')
    } catch {
      setTrouble('The browser does not let the link be copied. Select it and copy it yourself.')
    }
  }

  return (
    <section className="invitations" aria-labelledby="invitations-title">
      <h2 id="invitations-title">Invitations</h2>
      <p className="field-hint">A link makes one account of a role, within a week. Send it to one person.</p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="invite">
        <Choice label="Role of who is invited" labelHidden options={roleOptions} value={role} onChange={setRole} />
        <Button look="primary" onPress={() => void make()}>
          <UserPlus size={16} aria-hidden />
          Make an invitation
        </Button>
      </div>
      {made === undefined ? null : (
        <div className="made-link">
          <p>The link for one {roleWords[made.role].toLowerCase()}. It is shown this once:</p>
          <div className="invite">
            <input className="input" readOnly value={made.link} aria-label="Link of the invitation" />
            <Button look="line" onPress={() => void copy(made.link)}>
              <Copy size={15} aria-hidden />
              Copy
            </Button>
          </div>
        </div>
      )}
      <ul className="people-list">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="person-row">
            <div className="person-text">
              <span className="person-name">{roleWords[invitation.role]}</span>
              <span className="field-hint">
                from {invitation.by} · until {dates.format(new Date(invitation.expiresAt))}
              </span>
            </div>
            <Button
              small
              look="danger"
              aria-label={`Take back the invitation for one ${invitation.role}, until ${dates.format(new Date(invitation.expiresAt))}`}
              onPress={() => void withdraw(invitation)}
            >
              Take back
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
