import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import type { Account } from '../server/people.js'

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
  if (account === undefined) return null
  return (
    <ModalDialog title={`Close the account of ${account.name}?`} open onClose={onKeep} width="slim" role="alertdialog">
      <p>
        {account.name} is signed out within five seconds and cannot sign in again. What they wrote stays, under their
        name. You can open the account again.
      </p>
      <div className="dialog-actions">
        <Button onPress={onKeep} autoFocus>
          Keep it open
        </Button>
        <Button look="danger-solid" onPress={() => onClose(account)}>
          Close account
        </Button>
      </div>
    </ModalDialog>
  )
}
