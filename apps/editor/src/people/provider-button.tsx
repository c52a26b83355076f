import '../words/people-en.js'
import { useEffect, useState } from 'react'
import { Button } from '../design/button.js'
import { beginOpenId, fetchSession } from '../server/api.js'
import { useWords } from '../words/words.js'

/** Goes to the provider that one may sign in through; nothing where there is none. */
export function ProviderButton({
  words,
  invitation,
  onTrouble,
}: {
  /** What is said, with the provider's name in it. */
  readonly words: 'join.with' | 'sign-in.with'
  readonly invitation?: string
  readonly onTrouble: (message: string) => void
}) {
  const say = useWords()
  const [name, setName] = useState<string | undefined>(undefined)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    void fetchSession().then((answer) => setName(answer.ok ? answer.value.openId?.name : undefined))
  }, [])
  if (name === undefined) return null
  const go = async () => {
    setBusy(true)
    const answer = await beginOpenId(invitation === undefined ? {} : { invitation })
    setBusy(false)
    if (answer.ok) window.location.assign(answer.value.location)
    else onTrouble(answer.message)
  }
  return (
    <>
      <Button look="line" onPress={() => void go()} isDisabled={busy}>
        {say(words, { provider: name })}
      </Button>
      <div className="or">{say('sign-in.or')}</div>
    </>
  )
}
