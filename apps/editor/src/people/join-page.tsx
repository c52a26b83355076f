import '../words/people-en.js'
import { MailX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { StatePage } from '../design/state-page.js'
import { articlesPath } from '../router/route.js'
import { navigate } from '../router/use-route.js'
import { acceptInvitation, readInvitation } from '../server/api.js'
import { standAs } from '../session/me.js'
import { useWords } from '../words/words.js'
import { roleName } from './person-row.js'
import { ProviderButton } from './provider-button.js'

type Invited =
  | { readonly kind: 'asking' }
  | { readonly kind: 'invited'; readonly role: string }
  | { readonly kind: 'refused'; readonly message: string }

/** Makes the account that an invitation is for. Its secret stands after the "#", where no server and no log sees it. */
export function JoinPage() {
  const say = useWords()
  const [invitation] = useState(() => window.location.hash.slice(1))
  const [invited, setInvited] = useState<Invited>({ kind: 'asking' })
  const [account, setAccount] = useState('')
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${say('join.page')} · Claimspan`
    void readInvitation(invitation).then((answer) =>
      setInvited(
        answer.ok ? { kind: 'invited', role: answer.value.role } : { kind: 'refused', message: answer.message },
      ),
    )
  }, [invitation, say])
  if (invited.kind === 'asking') return null
  if (invited.kind === 'refused') {
    return (
      <main>
        <StatePage icon={MailX} title={say('join.refused')}>
          <p>{invited.message}</p>
        </StatePage>
      </main>
    )
  }
  const join = async () => {
    setBusy(true)
    const answer = await acceptInvitation({ invitation, account: account.trim(), name: name.trim(), password })
    setBusy(false)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    standAs(answer.value.user)
    navigate(articlesPath)
  }
  return (
    <main className="people-page">
      <form
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault()
          void join()
        }}
      >
        <h1>{say('join.as', { role: roleName(invited.role) })}</h1>
        <ProviderButton words="join.with" invitation={invitation} onTrouble={setTrouble} />
        <TextField className="field" value={name} onChange={setName} isRequired autoFocus maxLength={80}>
          <Label className="field-label">{say('join.name')}</Label>
          <Input autoComplete="name" />
        </TextField>
        <TextField className="field" value={account} onChange={setAccount} isRequired maxLength={128}>
          <Label className="field-label">{say('join.account')}</Label>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </TextField>
        <TextField className="field" value={password} onChange={setPassword} isRequired type="password" minLength={10}>
          <Label className="field-label">{say('join.password')}</Label>
          <Input autoComplete="new-password" />
        </TextField>
        {trouble === undefined ? null : <Notice text={trouble} />}
        <Button look="primary" type="submit" isDisabled={busy}>
          {say('join.join')}
        </Button>
      </form>
    </main>
  )
}
