import '../words/learn-same.js'
import './same-field.css'
import { type ClaimId, type ClaimStore, ownProposition } from '@claimspan/core'
import { Link2, Search, Unlink } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useWorkspace } from '../article/use-workspace.js'
import { announce } from '../design/announcer.js'
import { Button } from '../design/button.js'
import { onDemand } from '../design/on-demand.js'
import { claimAddress } from '../router/route.js'
import type { Answer } from '../server/api.js'
import { type ClaimElsewhere, claimsElsewhere } from '../server/elsewhere.js'
import { useWords } from '../words/words.js'

const SameDialog = onDemand(async () => (await import('./same-dialog.js')).SameDialog, { early: false })

/** After how long without a change it is asked which claims say the same: by then the server has it. In milliseconds. */
const pause = 500

type Elsewhere = Awaited<ReturnType<typeof claimsElsewhere>> extends Answer<infer T> ? T : never

/** The claims of other articles that say the same: those that are linked, and those that might be. */
export function SameField({
  claim,
  proposition,
  said,
  store,
}: {
  readonly claim: ClaimId
  readonly proposition: string | undefined
  /** What the claim says: when that changes, others may be like it. */
  readonly said: string
  /** Where the link is set; without it the links are only shown. */
  readonly store?: ClaimStore
}) {
  const say = useWords()
  const { document } = useWorkspace().session
  const [found, setFound] = useState<Elsewhere | undefined>(undefined)
  const [finding, setFinding] = useState(false)
  const load = useCallback(async () => {
    const answer = await claimsElsewhere(document, claim)
    // A claim that the server has not got yet has no links; what it has is asked for when it has changed.
    setFound(answer.ok ? answer.value : undefined)
  }, [document, claim])
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when what the claim says or its link changes
  useEffect(() => {
    const timer = setTimeout(() => void load(), pause)
    return () => clearTimeout(timer)
  }, [load, said, proposition])
  useEffect(() => {
    const again = () => void load()
    window.addEventListener('focus', again)
    return () => window.removeEventListener('focus', again)
  }, [load])

  const link = (other: ClaimElsewhere) => {
    store?.set(claim, 'proposition', other.proposition)
    announce(say('same.linked', { words: other.words }))
    setFinding(false)
  }
  const unlink = () => {
    store?.set(claim, 'proposition', undefined)
    announce(say('same.unlinked'))
  }
  const linked = found?.linked ?? []
  const alike = found?.alike ?? []
  const isMine = proposition !== undefined && proposition !== ownProposition(document, claim)
  if (store === undefined && linked.length === 0) return null
  return (
    <fieldset className="field same-field" data-field="same">
      <legend className="field-label">{say('same.title')}</legend>
      {linked.length === 0 ? (
        <p className="field-hint">{say('same.none')}</p>
      ) : (
        <ul className="same-list">
          {linked.map((other) => (
            <li key={`${other.document}/${other.claim}`}>
              <Elsewhere of={other} />
            </li>
          ))}
        </ul>
      )}
      {linked.length > 0 && !isMine ? <p className="field-hint">{say('same.from-there')}</p> : null}
      {store === undefined ? null : (
        <>
          {alike.length === 0 ? null : (
            <details className="same-alike">
              <summary>{say('same.alike', { count: alike.length })}</summary>
              <ul className="same-list">
                {alike.map((other) => (
                  <li key={`${other.document}/${other.claim}`}>
                    <Elsewhere of={other} />
                    <Button
                      small
                      look="line"
                      aria-label={say('same.link-to', { words: other.words, title: other.title })}
                      onPress={() => link(other)}
                    >
                      <Link2 size={13} aria-hidden />
                      {say('same.link')}
                    </Button>
                  </li>
                ))}
              </ul>
            </details>
          )}
          <div className="field-actions">
            <Button small look="line" onPress={() => setFinding(true)}>
              <Search size={13} aria-hidden />
              {say('same.find')}
            </Button>
            {isMine ? (
              <Button small look="line" onPress={unlink}>
                <Unlink size={13} aria-hidden />
                {say('same.unlink')}
              </Button>
            ) : null}
          </div>
          {finding ? <SameDialog said={said} onLink={link} onClose={() => setFinding(false)} /> : null}
        </>
      )}
    </fieldset>
  )
}

function Elsewhere({ of: { document, title, claim, words } }: { readonly of: ClaimElsewhere }) {
  const say = useWords()
  return (
    <a
      className="same-claim"
      href={claimAddress(document, claim)}
      target="_blank"
      rel="noreferrer"
      title={say('same.open', { title })}
    >
      <span dir="auto">{words}</span>
      <span className="field-hint">{title}</span>
    </a>
  )
}
