import '../words/dialogs-en.js'
import type { RebasedMention, RebaseReport } from '@claimspan/core'
import { PencilLine, Unlink } from 'lucide-react'
import { DiffWords } from '../claims/changed-words.js'
import { isToCheck } from '../claims/claim-parts.js'
import type { ShownClaim } from '../claims/shown-claim.js'
import { Button } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import type { WordKey } from '../words/en.js'
import { number, say } from '../words/words.js'
import { nextToCheck } from './checking.js'
import { goToClaim } from './go-to-words.js'
import { useWorkspace } from './use-workspace.js'

/** The report in a sentence. */
export function reportSentence({ to, counts: { whole, changed, detached, moved } }: RebaseReport): string {
  const counts = { version: to, whole, changed, gone: detached }
  return moved === 0 ? say('report.sentence', counts) : say('report.sentence-moved', { ...counts, moved })
}

/** What became of the words of all claims in a new version of the text; those to look at in full. */
export function VersionReport({ report, onLeave }: { readonly report: RebaseReport; readonly onLeave: () => void }) {
  const workspace = useWorkspace()
  const claims = useObservable(workspace.cards)
  const { whole, changed, detached, moved } = report.counts
  const off = report.mentions.filter(({ state, how }) => state !== 'whole' || how === 'quote')
  const leave = (go: () => void) => {
    onLeave()
    // After the dialog has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(go))
  }
  const checkFromFirst = () => {
    workspace.selected.set(undefined)
    nextToCheck(workspace)
  }
  return (
    <div className="version-report">
      <dl className="report-counts">
        <Count of={whole} name={say('report.whole')} />
        <Count of={changed} name={say('report.changed')} />
        <Count of={detached} name={say('report.gone')} />
        {moved === 0 ? null : <Count of={moved} name={say('report.moved')} />}
      </dl>
      {off.length === 0 ? (
        <p className="dialog-lead">{say('report.all-whole')}</p>
      ) : (
        <ul className="report-rows">
          {off.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and a claim's outer attributions share a name
            <li key={at} className="report-row">
              <Row row={row} shown={claims.find(({ claim }) => claim.id === row.claim)} leave={leave} />
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-actions">
        <Button onPress={onLeave}>{say('dialog.close')}</Button>
        {claims.some(isToCheck) ? (
          <Button look="primary" onPress={() => leave(checkFromFirst)}>
            {say('report.check')} <kbd>N</kbd>
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Count({ of, name }: { readonly of: number; readonly name: string }) {
  return (
    <div>
      <dd>{number(of)}</dd>
      <dt>{name}</dt>
    </div>
  )
}

/** What became of words: of a claim's own unless they are named otherwise. */
const changedWords: Readonly<Record<string, WordKey>> = {
  source: 'words.source.changed',
  cue: 'words.cue.changed',
  evidence: 'report.evidence-changed',
}
const goneWords: Readonly<Record<string, WordKey>> = {
  source: 'words.source.detached',
  cue: 'words.cue.detached',
  evidence: 'report.evidence-gone',
}

function Row({
  row: { mention, state, before, after, how },
  shown,
  leave,
}: {
  readonly row: RebasedMention
  readonly shown: ShownClaim | undefined
  readonly leave: (go: () => void) => void
}) {
  const workspace = useWorkspace()
  return (
    <>
      <span className="report-state">
        {state === 'changed' ? (
          <span className="badge warn">
            <PencilLine size={12} aria-hidden />
            {say(changedWords[mention] ?? 'words.mention.changed')}
          </span>
        ) : state === 'detached' ? (
          <span className="badge danger">
            <Unlink size={12} aria-hidden />
            {say(goneWords[mention] ?? 'words.mention.detached')}
          </span>
        ) : null}
        {how === 'quote' ? <span className="badge">{say('report.found')}</span> : null}
        {shown === undefined ? null : (
          <Button small onPress={() => leave(() => goToClaim(workspace, shown))}>
            {say('report.go')}
          </Button>
        )}
      </span>
      {state === 'changed' ? (
        <>
          <span className="was">
            <DiffWords before={before.quote} after={after.quote} side="before" />
          </span>
          <span className="now">
            <DiffWords before={before.quote} after={after.quote} side="after" />
          </span>
        </>
      ) : (
        <span className="now">{state === 'detached' ? <s>{before.quote}</s> : after.quote}</span>
      )}
    </>
  )
}
