import '../words/dialogs-en.js'
import type { AnnotatedDocument } from '@claimspan/core'
import { ArrowLeft, Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { exportPath, listVersions, type VersionSummary } from '../server/api.js'
import { readVersion } from '../server/whole-article.js'
import { language, useWords } from '../words/words.js'
import { useWorkspace } from './use-workspace.js'

/** The versions of the article, the newest first; an earlier one can be read here and exported. */
export function VersionsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const say = useWords()
  const dates = new Intl.DateTimeFormat(language.get(), { dateStyle: 'medium', timeStyle: 'short' })
  const { document } = useWorkspace().session
  const [versions, setVersions] = useState<readonly VersionSummary[] | undefined>(undefined)
  const [reading, setReading] = useState<AnnotatedDocument | undefined>(undefined)
  const [lastRead, setLastRead] = useState<number | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)

  useEffect(() => {
    if (!open) return
    let ended = false
    setVersions(undefined)
    setReading(undefined)
    setLastRead(undefined)
    setTrouble(undefined)
    void listVersions(document).then((answer) => {
      if (ended) return
      if (answer.ok) setVersions([...answer.value].reverse())
      else setTrouble(answer.message)
    })
    return () => {
      ended = true
    }
  }, [open, document])

  const read = async (version: number) => {
    setTrouble(undefined)
    const answer = await readVersion(document, version)
    setLastRead(version)
    if (answer.ok) setReading(answer.value)
    else setTrouble(answer.message)
  }

  return (
    <ModalDialog
      title={reading === undefined ? say('versions.title') : say('versions.one', { version: reading.document.version })}
      open={open}
      onClose={onClose}
      width="wide"
    >
      {trouble === undefined ? null : <Notice text={trouble} />}
      {reading === undefined ? (
        <ol className="versions" aria-busy={versions === undefined && trouble === undefined}>
          {versions?.map(({ version, at, characters }, index) => (
            <li key={version} className="version-row">
              <span className="version-name">
                {say('versions.one', { version })}
                {index === 0 ? <span className="badge">{say('versions.now')}</span> : null}
                <span className="field-hint">
                  {dates.format(new Date(at))} · {say('versions.characters', { count: characters })}
                </span>
              </span>
              {index === 0 ? null : (
                <Button
                  small
                  look="line"
                  aria-label={say('versions.read-one', { version })}
                  autoFocus={version === lastRead}
                  onPress={() => void read(version)}
                >
                  {say('versions.read')}
                </Button>
              )}
              <ExportLink document={document} version={version} />
            </li>
          ))}
        </ol>
      ) : (
        <EarlierText annotated={reading} id={document} onBack={() => setReading(undefined)} />
      )}
    </ModalDialog>
  )
}

function ExportLink({ document, version }: { readonly document: string; readonly version: number }) {
  const say = useWords()
  return (
    <a
      className="button line small"
      href={exportPath(document, 'native', { version })}
      download=""
      aria-label={say('versions.export-one', { version })}
    >
      <Download size={13} aria-hidden />
      {say('versions.export')}
    </a>
  )
}

/** An earlier version, to be read. */
function EarlierText({
  annotated: { document, claims },
  id,
  onBack,
}: {
  readonly annotated: AnnotatedDocument
  readonly id: string
  readonly onBack: () => void
}) {
  const say = useWords()
  return (
    <>
      <div className="dialog-actions earlier-actions">
        <Button small onPress={onBack} autoFocus>
          <ArrowLeft size={13} aria-hidden />
          {say('versions.all')}
        </Button>
        <ExportLink document={id} version={document.version} />
      </div>
      <p className="field-hint">{say('versions.claims', { count: claims.length })}</p>
      <article
        className="earlier-text"
        lang={document.language}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        tabIndex={0}
        aria-label={say('versions.text', { version: document.version })}
      >
        {document.blocks.map(({ kind, from, to }) => (
          <p key={from} className={`earlier-${kind}`}>
            {document.text.slice(from, to)}
          </p>
        ))}
      </article>
    </>
  )
}
