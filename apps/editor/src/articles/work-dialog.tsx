import './work-dialog.css'
import '../words/learn-project.js'
import { useEffect, useState } from 'react'
import { Checkbox, CheckboxGroup, Label, Radio, RadioGroup } from 'react-aria-components'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { Notice } from '../design/notice.js'
import type { ArticleSummary, Assignee, DocumentStatus } from '../server/api.js'
import { changeWorkflow, listAnnotators, type WorkflowChange } from '../server/workflow.js'
import { mayI, me, standing } from '../session/me.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { documentStatuses } from './list-view.js'
import { StatusMark } from './status-mark.js'

/** How far the work on an article is and whose it is. What is chosen holds at once. */
export function WorkDialog({
  article,
  others = [],
  onChanged,
  onClose,
}: {
  readonly article: Pick<ArticleSummary, 'id' | 'title' | 'status' | 'assignees'>
  /** Who else can be assigned where there are no accounts: people who were met. */
  readonly others?: readonly Assignee[]
  readonly onChanged: (now: Pick<ArticleSummary, 'status' | 'assignees'>) => void
  readonly onClose: () => void
}) {
  const say = useWords()
  const self = useObservable(me)
  const isGuest = useObservable(standing).kind === 'guest'
  const [now, setNow] = useState<Pick<ArticleSummary, 'status' | 'assignees'>>(article)
  const [accounts, setAccounts] = useState<readonly Assignee[]>([])
  const [trouble, setTrouble] = useState<string | undefined>(undefined)
  const mayAll = mayI('assign anybody')
  useEffect(() => {
    if (isGuest || !mayAll) return
    void listAnnotators().then((answer) => (answer.ok ? setAccounts(answer.value) : setTrouble(answer.message)))
  }, [isGuest, mayAll])

  async function change(wanted: WorkflowChange, said: string) {
    const answer = await changeWorkflow(article.id, wanted)
    setTrouble(answer.ok ? undefined : answer.message)
    if (!answer.ok) return
    const { status = now.status, assignees } = answer.value
    setNow({ status, assignees })
    onChanged({ status, assignees })
    announce(said)
  }
  const mine = { id: self.id, name: self.name }
  const canWork = isGuest || mayI('make own layer')
  const people = [
    ...new Map(
      [...(canWork ? [mine] : []), ...now.assignees, ...accounts, ...(isGuest ? others : [])].map((one) => [
        one.id,
        one,
      ]),
    ).values(),
  ]
  const mayStatus = (status: DocumentStatus) =>
    mayI('set status') && (mayI('set curated') || (status !== 'curated' && now.status !== 'curated'))

  function assign(ids: readonly string[]) {
    const added = people.filter(({ id }) => ids.includes(id) && !now.assignees.some((one) => one.id === id))
    const removed = now.assignees.filter(({ id }) => !ids.includes(id))
    const said = [
      ...added.map(({ name }) => say('work.assigned', { name })),
      ...removed.map(({ name }) => say('work.unassigned', { name })),
    ].join(' ')
    void change(
      {
        ...(added.length === 0 ? {} : { assign: added.map(({ id, name }) => ({ id, name })) }),
        ...(removed.length === 0 ? {} : { unassign: removed.map(({ id }) => id) }),
      },
      said,
    )
  }
  return (
    <ModalDialog title={say('work.title')} open onClose={onClose}>
      <p className="work-article" dir="auto">
        {article.title}
      </p>
      <RadioGroup
        className="work-group"
        value={now.status}
        onChange={(value) => {
          const status = documentStatuses.find((one) => one === value)
          if (status !== undefined) void change({ status }, say('work.is-now', { status: say(`status.${status}`) }))
        }}
      >
        <Label className="field-label">{say('work.status')}</Label>
        {documentStatuses.map((status) => (
          <Radio key={status} value={status} className="work-choice" isDisabled={!mayStatus(status)}>
            <span className="work-tick" data-kind="radio" aria-hidden />
            <StatusMark status={status} />
            <span className="field-hint">{say(`status.${status}-hint`)}</span>
          </Radio>
        ))}
      </RadioGroup>
      <CheckboxGroup className="work-group" value={now.assignees.map(({ id }) => id)} onChange={assign}>
        <Label className="field-label">{say('work.people')}</Label>
        {people.map(({ id, name }) => (
          <Checkbox key={id} value={id} className="work-choice" isDisabled={!mayAll && !(canWork && id === self.id)}>
            <span className="work-tick" data-kind="check" aria-hidden />
            {id === self.id ? say('work.me', { name }) : name}
          </Checkbox>
        ))}
        {people.length === 0 ? <p className="field-hint">{say('work.nobody-here')}</p> : null}
        {isGuest ? <p className="field-hint">{say('work.guests')}</p> : null}
      </CheckboxGroup>
      {trouble === undefined ? null : <Notice text={trouble} />}
      <div className="dialog-actions">
        <Button look="primary" onPress={onClose}>
          {say('work.done')}
        </Button>
      </div>
    </ModalDialog>
  )
}
