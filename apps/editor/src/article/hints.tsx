import '../words/keys-en.js'
import '../words/dialogs-en.js'
import { ArrowLeft, ArrowRight, Spline } from 'lucide-react'
import { findClaim, type ShownClaim } from '../claims/shown-claim.js'
import { Button } from '../design/button.js'
import { mergePair } from '../marking/merge-pair.js'
import { pairOf, relate, turnRelation } from '../marking/relate.js'
import { useObservable } from '../state/observable.js'
import { useWords } from '../words/words.js'
import { Caps } from './caps.js'
import { goToField } from './form-fields.js'
import { capsOf, fieldKeys } from './keys.js'
import { PendingHint } from './pending-hint.js'
import { useSelectedClaim, useWorkspace } from './use-workspace.js'

/** At the foot of the article: what the keys mean now, while one has begun something that takes several. */
export function Hints() {
  const { pending, led, picked } = useWorkspace()
  const waits = useObservable(pending) !== undefined
  const isLed = useObservable(led)
  const hasPicked = useObservable(picked) !== undefined
  if (waits) return <PendingHint />
  if (isLed) return <FieldsHint />
  return hasPicked ? <PairHint /> : null
}

/** The fields that the next key leads to. */
function FieldsHint() {
  const say = useWords()
  const workspace = useWorkspace()
  return (
    <div className="pending-hint fields-hint">
      <span className="hint-title">{say('hint.led')}</span>
      <span className="hint-keys">
        {fieldKeys.rows.map(({ shown, does, command }) => (
          <Button
            key={does}
            small
            onPress={() => {
              workspace.led.set(false)
              if (command?.kind === 'go-to-field') goToField(workspace, command.field)
            }}
          >
            <Caps caps={shown} />
            {say(does)}
          </Button>
        ))}
      </span>
    </div>
  )
}

/** The picked claim and the chosen one, and what they can be made to each other. */
function PairHint() {
  const say = useWords()
  const workspace = useWorkspace()
  const picked = useObservable(workspace.picked)
  const claims = useObservable(workspace.claims)
  const chosen = useSelectedClaim()
  const first = findClaim(claims, picked?.claim)
  const pair = pairOf(workspace, claims, picked, chosen)
  const Arrow = pair?.turned === true ? ArrowLeft : ArrowRight
  return (
    <div className="pending-hint pair-hint">
      <Spline size={16} aria-hidden />
      <span className="pair">
        <span className="pair-words">{first === undefined ? '' : wordsOf(first)}</span>
        {pair === undefined ? null : (
          <>
            <Arrow size={15} aria-hidden />
            <span className="pair-words">{wordsOf(pair.chosen)}</span>
          </>
        )}
      </span>
      <Button small onPress={() => workspace.picked.set(undefined)}>
        {say('dialog.cancel')}
        <kbd>Esc</kbd>
      </Button>
      {pair === undefined ? (
        <span className="field-hint hint-rest">{say('hint.other')}</span>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a border and a legend of its own
        <span className="hint-keys hint-rest" role="group" aria-label={say('hint.relate')}>
          {workspace.scheme.relationTypes.map(({ label }, at) => (
            <Button key={label} small look="line" onPress={() => relate(workspace, at)}>
              {label}
              <Key of={workspace.relationKeys[at]} />
            </Button>
          ))}
          <Button small onPress={() => turnRelation(workspace)}>
            {say('hint.turn')}
            <Key of="o" />
          </Button>
          <Button small onPress={() => mergePair(workspace)}>
            {say('hint.merge')}
            <Key of="v" />
          </Button>
        </span>
      )}
    </div>
  )
}

const Key = ({ of }: { readonly of: string | undefined }) => (of === undefined ? null : <Caps caps={capsOf(of)} />)

const wordsOf = ({ claim }: ShownClaim) => claim.normalizedClaim ?? claim.mentions[0]?.quote ?? ''
