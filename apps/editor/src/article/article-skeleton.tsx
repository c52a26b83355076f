import { Notice } from '../design/notice.js'
import { useWords } from '../words/words.js'

/** Widths of lines in tenths of the measure; 0 is the space between two paragraphs. */
const lines = [9, 10, 9, 10, 6, 0, 10, 9, 10, 7, 0, 9, 10, 9].map((width, at) => ({ width, id: `line-${at}` }))

/** The shape of an article while it is on its way. */
export function ArticleSkeleton({ slow }: { readonly slow: boolean }) {
  const say = useWords()
  return (
    <main className="article-page loading" aria-busy="true" aria-label={say('article.opening')}>
      {slow ? (
        <div className="slow-notice">
          <Notice text={say('article.slow')} />
        </div>
      ) : null}
      <div className="bar" aria-hidden="true">
        <span className="skeleton bar-skeleton" />
      </div>
      <div className="article-main" aria-hidden="true">
        <div className="article-scroller">
          <div className="article-sheet skeleton-sheet">
            <span className="skeleton skeleton-title" />
            <span className="skeleton skeleton-title short" />
            {lines.map(({ id, width }) => (
              <span key={id} className={width === 0 ? 'skeleton-gap' : `skeleton skeleton-line w${width}`} />
            ))}
          </div>
        </div>
      </div>
      <div className="panel" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((at) => (
          <span key={at} className="skeleton skeleton-card" />
        ))}
      </div>
    </main>
  )
}
