import { Upload } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { type Imported, importFiles } from '../server/project.js'
import { useWords } from '../words/words.js'

/** Files of any format that can be read, dropped or chosen, several at once; what became of them is said. */
export function ImportDrop({ onDone }: { readonly onDone: () => void }) {
  const say = useWords()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Imported | { readonly message: string } | undefined>(undefined)
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return
    setBusy(true)
    const answer = await importFiles(files)
    setBusy(false)
    setOutcome(answer.ok ? answer.value : { message: answer.message })
    if (answer.ok) onDone()
  }
  return (
    <div className="import">
      <DropZone
        className="drop import-drop"
        getDropOperation={() => (busy ? 'cancel' : 'copy')}
        onDrop={async ({ items }) =>
          take(await Promise.all(items.filter(isFileDropItem).map((item) => item.getFile())))
        }
      >
        <div className="drop-hint">
          <Upload size={18} aria-hidden />
          <Text slot="label">{say(busy ? 'import.busy' : 'import.hint')}</Text>
          <FileTrigger allowsMultiple onSelect={(files) => void take(files === null ? [] : [...files])}>
            <Button look="line" small isDisabled={busy}>
              {say('import.choose')}
            </Button>
          </FileTrigger>
        </div>
      </DropZone>
      <div role="status">
        {outcome === undefined ? null : 'message' in outcome ? (
          <Notice text={outcome.message} />
        ) : (
          <p className="import-done">
            {say('import.done', { count: outcome.documents.length })}{' '}
            {outcome.problems.map(({ file, line, sentence }) => (
              <span key={`${file} ${line ?? ''} ${sentence}`} className="import-problem">
                {file}
                {line === undefined ? '' : `, ${line}`}: {sentence}
              </span>
            ))}
          </p>
        )}
      </div>
    </div>
  )
}
