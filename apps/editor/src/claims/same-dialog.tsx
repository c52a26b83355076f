import '../words/learn-project.js'
import { useEffect, useState } from 'react'
import { Input, Label, Text, TextField } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { type ClaimElsewhere, claimsElsewhere } from '../server/elsewhere.js'
import { type SearchHit, searchProject } from '../server/project.js'
import { useWords } from '../words/words.js'

const pause = 250
const fewest = 2

/** Find a claim of another article by its words, and link it as the same. */
export function SameDialog({
  said,
  onLink,
  onClose,
}: {
  /** What the claim says, as a first thing to look for. */
  readonly said: string
  readonly onLink: (other: ClaimElsewhere) => void
  readonly onClose: () => void
}) {
  const say = useWords()
  const { document } = useWorkspace().session
  const [words, setWords] = useState(() => said.split(/\s+/).slice(0, 3).join(' '))
  const [hits, setHits] = useState<readonly SearchHit[] | undefined>(undefined)
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const wanted = words.trim()
  useEffect(() => {
    setHits(undefined)
    if (wanted.length < fewest) return
    let ended = false
    const timer = setTimeout(async () => {
      const answer = await searchProject(wanted, 'claim')
      if (ended) return
      setTrouble(answer.ok ? undefined : answer.message)
      if (answer.ok) setHits(answer.value.hits.filter((hit) => hit.document !== document))
    }, pause)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [wanted, document])

  const link = async ({ document: other, title, claim, before, words: found, after }: SearchHit) => {
    if (claim === undefined) return
    // Which proposition that claim states is asked where it is.
    const answer = await claimsElsewhere(other, claim.id)
    if (!answer.ok) {
      setTrouble(answer.message)
      return
    }
    const { proposition } = answer.value
    onLink({
      document: other,
      title,
      claim: claim.id,
      layer: claim.layer,
      words: `${before}${found}${after}`,
      proposition,
    })
  }
  return (
    <ModalDialog title={say('same.dialog')} open onClose={onClose}>
      <TextField className="field" value={words} onChange={setWords} autoFocus>
        <Label className="field-label">{say('same.words')}</Label>
        <Input autoComplete="off" />
        <Text slot="description" className="field-hint">
          {say('same.hint')}
        </Text>
      </TextField>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div role="status" className="field-hint">
        {hits === undefined
          ? ''
          : hits.length === 0
            ? say('same.no-hits')
            : say('search.count', { count: hits.length })}
      </div>
      <ul className="same-list">
        {(hits ?? []).map((hit) => (
          <li key={`${hit.document}/${hit.claim?.id}`}>
            <span className="same-claim" dir="auto">
              <span>
                {hit.before}
                <mark>{hit.words}</mark>
                {hit.after}
              </span>
              <span className="field-hint">{hit.title}</span>
            </span>
            <Button
              small
              look="line"
              aria-label={say('same.link-to', { words: `${hit.before}${hit.words}${hit.after}`, title: hit.title })}
              onPress={() => void link(hit)}
            >
              {say('same.link')}
            </Button>
          </li>
        ))}
      </ul>
    </ModalDialog>
  )
}
