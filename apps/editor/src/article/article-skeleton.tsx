const lines = [96, 100, 92, 98, 64, 0, 100, 94, 99, 71, 0, 97, 100, 88] as const

/** The shape of an article while it is on its way. */
export function ArticleSkeleton() {
  return (
    <main className="article-page loading" aria-busy="true" aria-label="The article is being opened">
      <div className="bar" aria-hidden="true">
        <span className="skeleton bar-skeleton" />
      </div>
      <div className="article-main" aria-hidden="true">
        <div className="article-scroller">
          <div className="article-sheet skeleton-sheet">
            <span className="skeleton skeleton-title" />
            <span className="skeleton skeleton-title short" />
            {lines.map((width, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines never change
              <span
                key={at}
                className={width === 0 ? 'skeleton-gap' : `skeleton skeleton-line w${Math.round(width / 10)}`}
              />
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
