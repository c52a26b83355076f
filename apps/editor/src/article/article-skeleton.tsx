import { Notice } from '../design/notice.js'

/** Widths of lines in tenths of the measure; 0 is the space between two paragraphs. */
const lines = [9, 10, 9, 10, 6, 0, 10, 9, 10, 7, 0, 9, 10, 9].map((width, at) => ({ width, id: `line-${at}` }))

/** The shape of an article while it is on its way. */
export function ArticleSkeleton({ slow }: { readonly slow: boolean }) {
  return (
    <main className="article-page loading" aria-busy="true" aria-label="The article is being opened">
      {slow ? (
        <div className="slow-notice">
          <Notice text="The server answers, but the live connection to it cannot be made. It is tried again and again; a proxy or a firewall that does not let WebSockets through may be the cause." />
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
