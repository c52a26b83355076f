import '../words/learn-tour.js'
import { shownKeys } from '../compare/compare-keys.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { useObservable } from '../state/observable.js'
import { touring } from '../tour/tour-state.js'
import { useWords } from '../words/words.js'
import { Caps } from './caps.js'
import { capsOf, keyTable } from './keys.js'
import { useWorkspace } from './use-workspace.js'

const words = {
  title: 'Keys',
  types: 'Claim types',
  typesHint: 'With words selected: mark them. Else: give the chosen claim the type, or take it away.',
  relations: 'Relation types',
  relationsHint: 'With one claim picked and another chosen.',
}

/** Every key there is, from the table that the handler reads. */
export function KeysDialog() {
  const say = useWords()
  const { keysShown, looks, relationKeys, scheme } = useWorkspace()
  const open = useObservable(keysShown)
  return (
    <ModalDialog title={words.title} open={open} onClose={() => keysShown.set(false)} width="wide">
      <Button
        look="line"
        small
        onPress={() => {
          keysShown.set(false)
          touring.set(true)
        }}
      >
        {say('tour.again')}
      </Button>
      <div className="keys">
        <section>
          <h3>{words.types}</h3>
          <p className="field-hint">{words.typesHint}</p>
          <dl>
            {looks.map(({ label, slot, icon: Icon, key }) => (
              <div key={label} className="key-row">
                <dt>{key === undefined ? null : <Caps caps={capsOf(key)} />}</dt>
                <dd>
                  <span className={`claim-type type-${slot}`}>
                    <Icon size={13} aria-hidden />
                    {label}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
        <section>
          <h3>{words.relations}</h3>
          <p className="field-hint">{words.relationsHint}</p>
          <dl>
            {scheme.relationTypes.map(({ label }, at) => {
              const key = relationKeys[at]
              return (
                <div key={label} className="key-row">
                  <dt>{key === undefined ? null : <Caps caps={capsOf(key)} />}</dt>
                  <dd>{label}</dd>
                </div>
              )
            })}
          </dl>
        </section>
        {keyTable.map(({ title, rows }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {rows.map(({ shown, does }) => (
                <div key={shown.join() + does} className="key-row">
                  <dt>
                    <Caps caps={shown} />
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>{say('compare.open')}</h3>
          <dl>
            {shownKeys.map(({ shown, does }) => (
              <div key={shown.join() + does} className="key-row">
                <dt>
                  <Caps caps={shown} />
                </dt>
                <dd>{say(does)}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </ModalDialog>
  )
}
