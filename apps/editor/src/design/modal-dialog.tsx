import '../words/dialogs-en.js'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useWords } from '../words/words.js'
import { IconButton } from './button.js'

/** A dialog over the page; Escape and a press outside close it. */
export function ModalDialog({
  title,
  open,
  onClose,
  width,
  role = 'dialog',
  children,
}: {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly width?: 'wide' | 'slim'
  readonly role?: 'dialog' | 'alertdialog'
  readonly children: ReactNode
}) {
  const say = useWords()
  return (
    <ModalOverlay className="scrim" isOpen={open} onOpenChange={(now) => now || onClose()} isDismissable>
      <Modal className={`modal ${width ?? ''}`}>
        <Dialog className="dialog" role={role}>
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            <IconButton icon={X} label={say('dialog.close')} onPress={onClose} small />
          </div>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
