import { type Problem, readScheme, type Scheme, writeScheme } from '@claimspan/core'
import { useEffect, useRef, useState } from 'react'
import { Input, Label, TextArea, TextField } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { Notice } from '../design/notice.js'
import { loadScheme, putScheme, type SchemeVersion } from '../server/scheme.js'
import { mayI } from '../session/me.js'
import { useWords } from '../words/words.js'
import { labelSets } from './draft.js'
import { GuidelineText } from './guideline-text.js'
import { countUses, LabelSetEditor } from './label-set.js'

type Trouble = { readonly text: string; readonly moved?: boolean; readonly gone?: boolean }

/** A draft of the next version of the scheme, beside the versions there are. */
export function SchemeEditor({
  saved,
  versions,
  onReload,
  onDraft,
}: {
  readonly saved: Scheme
  readonly versions: readonly SchemeVersion[]
  /** Load the newest version from the server. */
  readonly onReload: () => void
  /** Told whether there are changes that are not saved. */
  readonly onDraft: (isChanged: boolean) => void
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
  /** Labels that it was said of that they go, by set. */
  const said = useRef(new Set<string>())
  const isReadOnly = !mayI('edit scheme')
  const guideline = draft.guideline ?? ''

  const isChanged = writeScheme(draft) !== writeScheme(saved)
  useEffect(() => {
    onDraft(isChanged)
    if (!isChanged) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isChanged, onDraft])

  async function save(allTheSame = false) {
    const read = readScheme(writeScheme(draft))
    setProblems(read.ok ? [] : read.problems)
    if (!read.ok) {
      setTrouble({ text: say('scheme.problems', { count: read.problems.length }) })
      return
    }
    if (!allTheSame) {
      const inUse = await goneInUse(saved, draft, said.current)
      if (inUse.length > 0) {
        const labels = inUse.map(({ label, count }) => say('scheme.gone-label', { label, count })).join(', ')
        setTrouble({ text: say('scheme.gone', { labels }), gone: true })
        return
      }
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
          onDrop={(label) => said.current.add(`${set} ${label}`)}
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
        {trouble?.gone === true ? (
          <Button look="danger" onPress={() => void save(true)} autoFocus>
            {say('scheme.save-all-the-same')}
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

/** Labels that the draft has no more, renamed or taken out, and how many annotations have them; not those that none has, or of which it was said. */
async function goneInUse(saved: Scheme, draft: Scheme, said: ReadonlySet<string>) {
  const found: { readonly label: string; readonly count: number }[] = []
  for (const set of labelSets) {
    for (const { label } of saved[set]) {
      if (said.has(`${set} ${label}`) || draft[set].some((one) => one.label === label)) continue
      const counted = await countUses(set, label)
      if (counted.ok && counted.value > 0) found.push({ label, count: counted.value })
    }
  }
  return found
}
