import '../words/people-en.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import type { Account } from '../server/people.js'
import { useWords } from '../words/words.js'

/** Asks before an account is closed. */
export function CloseAccount({
  account,
  onKeep,
  onClose,
}: {
  readonly account: Account | undefined
  readonly onKeep: () => void
  readonly onClose: (account: Account) => void
}) {
  const say = useWords()
  if (account === undefined) return null
  return (
    <ModalDialog
      title={say('people.close-title', { name: account.name })}
      open
      onClose={onKeep}
      width="slim"
      role="alertdialog"
    >
      <p>{say('people.close-explained', { name: account.name })}</p>
      <div className="dialog-actions">
        <Button onPress={onKeep} autoFocus>
          {say('people.keep')}
        </Button>
        <Button look="danger-solid" onPress={() => onClose(account)}>
          {say('people.close-now')}
        </Button>
      </div>
    </ModalDialog>
  )
}
