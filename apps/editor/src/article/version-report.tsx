import type { RebasedMention, RebaseReport } from '@claimspan/core'
import { PencilLine, Unlink } from 'lucide-react'
import { DiffWords } from '../claims/changed-words.js'
import { isToCheck } from '../claims/claim-parts.js'
import type { ShownClaim } from '../claims/shown-claim.js'
import { Button } from '../design/button.js'
import { useObservable } from '../state/observable.js'
import { nextToCheck } from './checking.js'
import { goToClaim } from './go-to-words.js'
import { useWorkspace } from './use-workspace.js'

const counted = (count: number, what: string) => `${count} ${what}`

/** The report in a sentence. */
export function reportSentence({ to, counts: { whole, changed, detached, moved } }: RebaseReport): string {
  const found = moved === 0 ? '' : `, ${moved} of them found at another place`
  return `Version ${to}: ${counted(whole, 'whole')}, ${counted(changed, 'changed')}, ${counted(detached, 'gone')}${found}.`
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
        <Count of={whole} name="whole" />
        <Count of={changed} name="changed" />
        <Count of={detached} name="gone" />
        {moved === 0 ? null : <Count of={moved} name="found elsewhere" />}
      </dl>
      {off.length === 0 ? (
        <p className="dialog-lead">The words of every claim are as they were.</p>
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
        <Button onPress={onLeave}>Close</Button>
        {claims.some(isToCheck) ? (
          <Button look="primary" onPress={() => leave(checkFromFirst)}>
            Check them <kbd>N</kbd>
          </Button>
        ) : null}
      </div>
    </div>
  )
}

function Count({ of, name }: { readonly of: number; readonly name: string }) {
  return (
    <div>
      <dd>{of}</dd>
      <dt>{name}</dt>
    </div>
  )
}

const partNames: Readonly<Record<string, string>> = { source: 'Source', cue: 'Cue', evidence: 'Evidence' }

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
            {partNames[mention] ?? 'Words'} changed
          </span>
        ) : state === 'detached' ? (
          <span className="badge danger">
            <Unlink size={12} aria-hidden />
            {partNames[mention] ?? 'Words'} gone
          </span>
        ) : null}
        {how === 'quote' ? <span className="badge">Found at another place</span> : null}
        {shown === undefined ? null : (
          <Button small onPress={() => leave(() => goToClaim(workspace, shown))}>
            Go to the claim
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
