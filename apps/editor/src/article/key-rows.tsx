import type { WordKey } from '../words/en.js'
import { useWords } from '../words/words.js'
import { Caps } from './caps.js'

/** Keys with what they do, as a table of keys has them; for a `<dl>`. */
export function KeyRows({
  rows,
}: {
  readonly rows: readonly { readonly shown: readonly string[]; readonly does: WordKey }[]
}) {
  const say = useWords()
  return rows.map(({ shown, does }) => (
    <div key={shown.join() + does} className="key-row">
      <dt>
        <Caps caps={shown} />
      </dt>
      <dd>{say(does)}</dd>
    </div>
  ))
}
