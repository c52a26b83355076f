import { Copy, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { Notice } from '../design/notice.js'
import { type Invitation, invite, type Role, withdrawInvitation } from '../server/people.js'
import { language, useWords } from '../words/words.js'
import { roleOptions } from './person-row.js'

/** Makes links that make an account, shows each once, and takes back those that nobody has used. */
export function Invitations({
  invitations,
  onChanged,
}: {
  readonly invitations: readonly Invitation[]
  readonly onChanged: () => void
}) {
  const say = useWords()
  const dates = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium', timeStyle: 'short' })
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
    announce(say('invite.made'))
    onChanged()
  }
  const withdraw = async (invitation: Invitation) => {
    const answer = await withdrawInvitation(invitation.id)
    setTrouble(answer.ok ? undefined : answer.message)
    if (answer.ok) announce(say('invite.taken-back'))
    onChanged()
  }
  const copy = async (link: string) => {
    try {
      await navigator.clipboard.writeText(link)
      announce(say('invite.copied'))
    } catch {
      setTrouble(say('invite.not-copied'))
    }
  }

  return (
    <section className="invitations" aria-labelledby="invitations-title">
      <h2 id="invitations-title">{say('invite.title')}</h2>
      <p className="field-hint">{say('invite.explained')}</p>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="invite">
        <Choice label={say('invite.role')} labelHidden options={roleOptions()} value={role} onChange={setRole} />
        <Button look="primary" onPress={() => void make()}>
          <UserPlus size={16} aria-hidden />
          {say('invite.make')}
        </Button>
      </div>
      {made === undefined ? null : (
        <div className="made-link">
          <p>{say(`invite.once.${made.role}`)}</p>
          <div className="invite">
            <input className="input" readOnly value={made.link} aria-label={say('invite.link')} />
            <Button look="line" onPress={() => void copy(made.link)}>
              <Copy size={15} aria-hidden />
              {say('invite.copy')}
            </Button>
          </div>
        </div>
      )}
      <ul className="people-list">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="person-row">
            <div className="person-text">
              <span className="person-name">{say(`role.${invitation.role}`)}</span>
              <span className="field-hint">
                {say('invite.from', { by: invitation.by, date: dates.format(new Date(invitation.expiresAt)) })}
              </span>
            </div>
            <Button
              small
              look="danger"
              aria-label={say('invite.take-back-which', {
                role: say(`role.${invitation.role}`).toLowerCase(),
                date: dates.format(new Date(invitation.expiresAt)),
              })}
              onPress={() => void withdraw(invitation)}
            >
              {say('invite.take-back')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
