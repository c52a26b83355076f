import { ModalDialog } from '../design/modal-dialog.js'
import { useObservable } from '../state/observable.js'
import { keyHelp } from './keymap.js'
import { useWorkspace } from './use-workspace.js'

/** Every key there is. */
export function KeysDialog() {
  const { keysShown, looks } = useWorkspace()
  const open = useObservable(keysShown)
  return (
    <ModalDialog title="Keys" open={open} onClose={() => keysShown.set(false)} width="wide">
      <div className="keys">
        {keyHelp.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key + does} className="key-row">
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Types</h3>
          <dl>
            {looks.map(({ label, slot, icon: Icon, key, definition }) => (
              <div key={label} className="key-row narrow">
                <dt>{key === undefined ? null : <kbd>{key}</kbd>}</dt>
                <dd>
                  <span className={`claim-type type-${slot}`}>
                    <Icon size={13} aria-hidden />
                    {label}
                  </span>
                  {definition === undefined ? null : <span className="field-hint"> {definition}</span>}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </ModalDialog>
  )
}
