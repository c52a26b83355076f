import '../words/dialogs-en.js'
import { FileText, Upload, X } from 'lucide-react'
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components'
import { useWords } from '../words/words.js'
import { Button, IconButton } from './button.js'

/** A place for one file, dropped or chosen. `onTake` gets all that came; what to do with more than one is the caller's. */
export function FileDrop({
  file,
  types,
  hint,
  onTake,
  onClear,
}: {
  readonly file: File | undefined
  /** Ends of names that can be chosen: `.txt`. */
  readonly types: readonly string[]
  readonly hint: string
  readonly onTake: (files: readonly File[]) => void
  readonly onClear: () => void
}) {
  const say = useWords()
  return (
    <DropZone
      className="drop"
      getDropOperation={(dropped) => (dropped.has('text/plain') && !dropped.has('Files') ? 'cancel' : 'copy')}
      onDrop={async ({ items }) =>
        onTake(await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())))
      }
    >
      {file === undefined ? (
        <div className="drop-hint">
          <Upload size={18} aria-hidden />
          <Text slot="label">{hint}</Text>
          <FileTrigger acceptedFileTypes={types} onSelect={(files) => files !== null && onTake([...files])}>
            <Button look="line" small>
              {say('file.choose')}
            </Button>
          </FileTrigger>
        </div>
      ) : (
        <div className="drop-hint chosen">
          <FileText size={18} aria-hidden />
          <Text slot="label">
            <strong>{file.name}</strong>, {say('file.size', { count: file.size })}
          </Text>
          <IconButton icon={X} label={say('file.clear')} small onPress={onClear} />
        </div>
      )}
    </DropZone>
  )
}
