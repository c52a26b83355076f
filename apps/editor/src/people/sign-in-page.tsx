import '../words/people-en.js'
import { useEffect, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { signIn } from '../server/api.js'
import { standAs } from '../session/me.js'
import { useWords } from '../words/words.js'
import { ProviderButton } from './provider-button.js'

/** Asks who one is. Shown only where there are accounts. */
export function SignInPage() {
  const say = useWords()
  const [account, setAccount] = useState('')
  const [password, setPassword] = useState('')
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${say('sign-in.title')} · Claimspan`
  }, [say])
  const enter = async () => {
    setBusy(true)
    const answer = await signIn(account.trim(), password)
    setBusy(false)
    if (answer.ok) standAs(answer.value.user)
    else setTrouble(answer.message)
  }
  return (
    <main className="people-page">
      <form
        className="people-form"
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        <h1>{say('sign-in.title')}</h1>
        <ProviderButton words="sign-in.with" onTrouble={setTrouble} />
        <TextField className="field" value={account} onChange={setAccount} isRequired autoFocus>
          <Label className="field-label">{say('sign-in.account')}</Label>
          <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
        </TextField>
        <TextField className="field" value={password} onChange={setPassword} isRequired type="password">
          <Label className="field-label">{say('sign-in.password')}</Label>
          <Input autoComplete="current-password" />
        </TextField>
        {trouble === undefined ? null : <Notice text={trouble} />}
        <Button look="primary" type="submit" isDisabled={busy}>
          {say('sign-in.title')}
        </Button>
        <p className="field-hint">{say('sign-in.no-account')}</p>
      </form>
    </main>
  )
}
