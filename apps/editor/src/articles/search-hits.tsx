import { useEffect, useState } from 'react'
import { Link } from '../router/link.js'
import { articlePath, claimAddress } from '../router/route.js'
import { type SearchHit, searchProject } from '../server/project.js'
import { useWords } from '../words/words.js'

/** After how long of no typing words are looked for, in milliseconds; fewer letters than this are not. */
const pause = 250
const fewest = 2

/** Where words are in the texts and claims of all articles. */
export function SearchHits({ words }: { readonly words: string }) {
  const say = useWords()
  const [found, setFound] = useState<{ readonly words: string; readonly hits: readonly SearchHit[] } | undefined>()
  const wanted = words.trim()
  useEffect(() => {
    if (wanted.length < fewest) {
      setFound(undefined)
      return
    }
    let ended = false
    const timer = setTimeout(async () => {
      const answer = await searchProject(wanted)
      if (!ended && answer.ok) setFound({ words: wanted, hits: answer.value.hits })
    }, pause)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [wanted])
  if (found === undefined || found.words !== wanted) return null
  return (
    <section className="search-hits" aria-label={say('search.title')}>
      <h2>{say('search.title')}</h2>
      <p role="status" className="search-count">
        {found.hits.length === 0 ? say('search.none') : say('search.count', { count: found.hits.length })}
      </p>
      <ul>
        {found.hits.map(({ document, title, where, claim, before, words: hit, after }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand twice in one article
          <li key={`${document} ${claim?.id ?? ''} ${at}`}>
            <Link
              href={claim === undefined ? articlePath(document) : claimAddress(document, claim.id)}
              className="search-hit"
            >
              <span className="search-where">
                {title} · {say(where === 'text' ? 'search.in-text' : 'search.in-claim')}
              </span>
              <span className="search-words" dir="auto">
                {before}
                <mark>{hit}</mark>
                {after}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
