import '../words/learn-tour.js'
import '../words/keys-en.js'
import { shownKeys } from '../compare/compare-keys.js'
import { Button } from '../design/button.js'
import { ModalDialog } from '../design/modal-dialog.js'
import { useObservable } from '../state/observable.js'
import { touring } from '../tour/tour-state.js'
import { useWords } from '../words/words.js'
import { Caps } from './caps.js'
import { KeyRows } from './key-rows.js'
import { capsOf, keyTable } from './keys.js'
import { useWorkspace } from './use-workspace.js'

/** Every key there is, from the table that the handler reads. */
export function KeysDialog() {
  const say = useWords()
  const { keysShown, looks, relationKeys, scheme } = useWorkspace()
  const open = useObservable(keysShown)
  return (
    <ModalDialog title={say('keys.title')} open={open} onClose={() => keysShown.set(false)} width="wide">
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
          <h3>{say('keys.types')}</h3>
          <p className="field-hint">{say('keys.types-hint')}</p>
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
          <h3>{say('keys.relations')}</h3>
          <p className="field-hint">{say('keys.relations-hint')}</p>
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
            <h3>{say(title)}</h3>
            <dl>
              <KeyRows rows={rows} />
            </dl>
          </section>
        ))}
        <section>
          <h3>{say('compare.open')}</h3>
          <dl>
            <KeyRows rows={shownKeys} />
          </dl>
        </section>
      </div>
    </ModalDialog>
  )
}
