import { FileText, Upload, X } from 'lucide-react'
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components'
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
              Choose a file
            </Button>
          </FileTrigger>
        </div>
      ) : (
        <div className="drop-hint chosen">
          <FileText size={18} aria-hidden />
          <Text slot="label">
            <strong>{file.name}</strong>, {file.size.toLocaleString('en')} bytes
          </Text>
          <IconButton icon={X} label="Take the file away" small onPress={onClear} />
        </div>
      )}
    </DropZone>
  )
}
