import type { ArticleSession } from './article-session.js'

/** Whether what is told right now is told because the text was edited, by anybody; to be asked while it is told. */
export function textEdits({ shared }: Pick<ArticleSession, 'shared'>): { isOne(): boolean; end(): void } {
  let editing = false
  const begin = () => {
    editing = true
  }
  const done = () => {
    editing = false
  }
  shared.text.observe(begin)
  shared.doc.on('afterAllTransactions', done)
  return {
    isOne: () => editing,
    end() {
      shared.text.unobserve(begin)
      shared.doc.off('afterAllTransactions', done)
    },
  }
}
