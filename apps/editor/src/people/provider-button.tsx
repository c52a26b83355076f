import { useEffect, useState } from 'react'
import { Button } from '../design/button.js'
import { beginOpenId, fetchSession } from '../server/api.js'

/** Goes to the provider that one may sign in through; nothing where there is none. */
export function ProviderButton({
  words,
  invitation,
  onTrouble,
}: {
  /** What stands before the provider's name. */
  readonly words: string
  readonly invitation?: string
  readonly onTrouble: (message: string) => void
}) {
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
        {words} {name}
      </Button>
      <div className="or">or</div>
    </>
  )
}
