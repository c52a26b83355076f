import {
  type AnnotatedDocument,
  documentId,
  type EvidenceItem,
  evidenceMentionId,
  mention,
  type QuoteMatch,
  quoteAt,
  quoteFinder,
} from '@claimspan/core'
import { useEffect, useMemo, useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { useWorkspace } from '../article/use-workspace.js'
import { Button } from '../design/button.js'
import { Choice } from '../design/choice.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import { type ArticleSummary, listArticles } from '../server/api.js'
import { readArticle } from '../server/whole-article.js'
import { useWords } from '../words/words.js'
import { After, Before } from './kept-words.js'

/** Choose an article and words of it, as evidence. */
export function EvidenceDialog({
  open,
  onAdd,
  onClose,
}: {
  readonly open: boolean
  readonly onAdd: (item: EvidenceItem) => void
  readonly onClose: () => void
}) {
  const say = useWords()
  return (
    <ModalDialog title={say('evidence.of-other')} open={open} onClose={onClose}>
      <EvidenceForm onAdd={onAdd} onClose={onClose} />
    </ModalDialog>
  )
}

function EvidenceForm({
  onAdd,
  onClose,
}: {
  readonly onAdd: (item: EvidenceItem) => void
  readonly onClose: () => void
}) {
  const say = useWords()
  const { session } = useWorkspace()
  const [articles, setArticles] = useState<readonly ArticleSummary[] | undefined>(undefined)
  const [other, setOther] = useState<AnnotatedDocument | undefined>(undefined)
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const [quote, setQuote] = useState('')
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  useEffect(() => {
    let ended = false
    void listArticles().then((answer) => {
      if (ended) return
      if (answer.ok) setArticles(answer.value.filter(({ id }) => id !== session.document))
      else setTrouble(answer.message)
    })
    return () => {
      ended = true
    }
  }, [session])
  const choose = async (id: string) => {
    setChosen(id)
    const answer = await readArticle(id)
    setTrouble(answer.ok ? undefined : answer.message)
    setOther(answer.ok ? answer.value : undefined)
  }
  const finder = useMemo(() => (other === undefined ? undefined : quoteFinder(other.document.text)), [other])
  const wanted = quote.trim()
  const match = useMemo(() => {
    if (wanted === '' || other === undefined) return undefined
    return sameLetters(other.document.text, wanted) ?? firstMatch(finder?.find(wanted))
  }, [finder, other, wanted])
  const add = () => {
    if (other === undefined || match === undefined) return
    const { document } = other
    onAdd({
      kind: 'mention',
      document: documentId(document.id),
      mention: mention(document.text, [match], { id: evidenceMentionId, documentVersion: document.version }),
    })
  }
  return (
    <form
      className="dialog-form"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      {trouble === undefined ? null : <Notice text={trouble} />}
      {articles?.length === 0 ? <p>{say('evidence.alone')}</p> : null}
      <Choice
        label={say('evidence.article')}
        placeholder={say('evidence.choose')}
        options={(articles ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        value={chosen}
        disabled={articles === undefined || articles.length === 0}
        onChange={(id) => void choose(id)}
      />
      <TextField className="field" value={quote} onChange={setQuote} isDisabled={other === undefined}>
        <Label className="field-label">{say('evidence.words')}</Label>
        <TextArea rows={3} placeholder={say('evidence.words-hint')} />
      </TextField>
      {other === undefined || wanted === '' ? null : match === undefined ? (
        <p className="field-hint">{say('evidence.not-there')}</p>
      ) : (
        <FoundWords text={other.document.text} match={match} />
      )}
      <div className="dialog-actions">
        <Button onPress={onClose}>{say('form.cancel')}</Button>
        <Button look="primary" type="submit" isDisabled={match === undefined}>
          {say('evidence.add-words')}
        </Button>
      </div>
    </form>
  )
}

function FoundWords({ text, match }: { readonly text: string; readonly match: QuoteMatch }) {
  const { quote, prefix, suffix } = quoteAt(text, [match])
  return (
    <p className="place-words found-words">
      <Before context={prefix} />
      <mark>{quote}</mark>
      <After context={suffix} />
    </p>
  )
}

/** Where the words stand but for great and small letters. */
function sameLetters(text: string, wanted: string): QuoteMatch | undefined {
  const from = text.toLowerCase().indexOf(wanted.toLowerCase())
  const to = from + wanted.length
  const isSame = from >= 0 && text.slice(from, to).toLowerCase() === wanted.toLowerCase()
  return isSame ? { from, to, score: 1, exact: text.slice(from, to) === wanted } : undefined
}

function firstMatch(found: ReturnType<ReturnType<typeof quoteFinder>['find']> | undefined): QuoteMatch | undefined {
  if (found === undefined || found.kind === 'missing') return undefined
  const match = found.kind === 'found' ? found : found.candidates[0]
  return match === undefined ? undefined : { from: match.from, to: match.to, score: match.score, exact: match.exact }
}
