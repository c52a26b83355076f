import { type Problem, readScheme, type Scheme, writeScheme } from '@claimspan/core'
import { useEffect, useState } from 'react'
import { Input, Label, TextArea, TextField } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { loadScheme, putScheme, type SchemeVersion } from '../server/scheme.js'
import { mayI } from '../session/me.js'
import { useWords } from '../words/words.js'
import { labelSets } from './draft.js'
import { GuidelineText } from './guideline-text.js'
import { LabelSetEditor } from './label-set.js'

type Trouble = { readonly text: string; readonly moved?: boolean }

/** A draft of the next version of the scheme, beside the versions there are. */
export function SchemeEditor({
  saved,
  versions,
  onReload,
}: {
  readonly saved: Scheme
  readonly versions: readonly SchemeVersion[]
  /** Load the newest version from the server. */
  readonly onReload: () => void
}) {
  const say = useWords()
  const [draft, setDraft] = useState(saved)
  const [problems, setProblems] = useState<readonly Problem[]>([])
  const [trouble, setTrouble] = useState<Trouble | undefined>(undefined)
  // What was loaded anew takes the draft's place; the fields stay, and with them the focus.
  useEffect(() => {
    setDraft(saved)
    setProblems([])
    setTrouble(undefined)
  }, [saved])
  const isReadOnly = !mayI('edit scheme')
  const guideline = draft.guideline ?? ''

  async function save() {
    const read = readScheme(writeScheme(draft))
    setProblems(read.ok ? [] : read.problems)
    if (!read.ok) {
      setTrouble({ text: say('scheme.problems', { count: read.problems.length }) })
      return
    }
    const answer = await putScheme(draft)
    if (answer.ok) {
      announce(say('scheme.saved', { version: answer.value.version }))
      onReload()
    } else if (answer.status === 409) setTrouble({ text: say('scheme.moved'), moved: true })
    else setTrouble({ text: answer.message })
  }
  async function bringBack(version: number) {
    const answer = await loadScheme(version)
    setProblems([])
    setTrouble(answer.ok ? undefined : { text: answer.message })
    if (!answer.ok) return
    setDraft({ ...answer.value, version: saved.version })
    announce(say('scheme.brought-back', { version }))
  }

  return (
    <form
      className="scheme"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        if (!isReadOnly) void save()
      }}
    >
      <TextField
        className="field"
        value={draft.name}
        onChange={(name) => setDraft((before) => ({ ...before, name }))}
        isReadOnly={isReadOnly}
      >
        <Label className="field-label">{say('scheme.name')}</Label>
        <Input />
      </TextField>
      {labelSets.map((set) => (
        <LabelSetEditor
          key={set}
          set={set}
          scheme={draft}
          saved={saved}
          problems={problems}
          isReadOnly={isReadOnly}
          onChange={setDraft}
        />
      ))}
      <div className="scheme-guideline">
        <TextField
          className="field"
          value={guideline}
          onChange={(text) => setDraft((before) => ({ ...before, guideline: text }))}
          isReadOnly={isReadOnly}
        >
          <Label className="field-label">{say('scheme.guideline')}</Label>
          <TextArea rows={14} />
        </TextField>
        <section className="guideline" aria-label={say('scheme.preview')}>
          <GuidelineText text={guideline} />
        </section>
      </div>
      <div className="scheme-save">
        {trouble === undefined ? null : <Notice text={trouble.text} />}
        {trouble?.moved === true ? (
          <Button look="line" onPress={onReload}>
            {say('scheme.load-newest')}
          </Button>
        ) : null}
        {isReadOnly ? null : (
          <Button look="primary" type="submit">
            {say('scheme.save')}
          </Button>
        )}
      </div>
      <section aria-label={say('scheme.versions')}>
        <h2>{say('scheme.versions')}</h2>
        <ol className="scheme-versions" reversed>
          {[...versions].reverse().map(({ version, name, by, at }) => (
            <li key={version}>
              <span>
                {say('scheme.version', { version })} · {name} ·{' '}
                {at === undefined ? say('scheme.first') : `${by ?? ''} ${new Date(at).toLocaleString()}`}
              </span>
              {isReadOnly ? null : (
                <Button look="line" small onPress={() => void bringBack(version)}>
                  {say('scheme.bring-back', { version })}
                </Button>
              )}
            </li>
          ))}
        </ol>
      </section>
    </form>
  )
}
