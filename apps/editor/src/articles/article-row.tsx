import type { Scheme } from '@claimspan/core'
import { Trash2 } from 'lucide-react'
import { Button } from 'react-aria-components'
import { FaceLetters } from '../article/face-letters.js'
import { lookOf, typeLooks } from '../claims/type-look.js'
import { IconButton } from '../design/button.js'
import { Link } from '../router/link.js'
import { articlePath } from '../router/route.js'
import type { ArticleSummary } from '../server/api.js'
import { mayI } from '../session/me.js'
import { number, language as spoken, useWords } from '../words/words.js'
import { languageName } from './find-articles.js'
import { progressOf } from './progress.js'
import { StatusMark } from './status-mark.js'
import { timeAgo } from './time-ago.js'

/** One article of the list: how far it is, and what is in it. */
export function ArticleRow({
  article,
  scheme,
  onDelete,
  onWork,
}: {
  readonly article: ArticleSummary
  readonly scheme: Scheme
  readonly onDelete: () => void
  /** Open what is said of the work on it. */
  readonly onWork: () => void
}) {
  const say = useWords()
  const { id, title, language, characters, layers, updatedAt, status, assignees } = article
  const { settled, all, types } = progressOf(article)
  const looks = typeLooks(scheme)
  return (
    <li className="article-row">
      <div className="row-text">
        <Link href={articlePath(id)} className="row-title">
          {title}
        </Link>
        <p className="row-facts">
          {language === undefined ? null : <span>{languageName(language)}</span>}
          <span>{say('articles.characters', { count: characters })}</span>
          {layers.map((layer) => (
            <span key={layer.id}>
              {say('articles.claims', { count: layer.claims, layer: (layer.name ?? layer.id).toLowerCase() })}
            </span>
          ))}
          {updatedAt === undefined ? null : (
            <time dateTime={updatedAt} title={new Date(updatedAt).toLocaleString(spoken.get())}>
              {timeAgo(updatedAt, Date.now())}
            </time>
          )}
        </p>
        {all === 0 ? null : (
          <div className="row-claims">
            <progress
              className="row-progress"
              max={all}
              value={settled}
              aria-label={say('articles.settled', { count: settled, all })}
            />
            <span className="row-settled">{say('articles.settled', { count: settled, all })}</span>
            <ul className="row-types" aria-label={say('articles.by-type')}>
              {[...types].map(([label, count]) => {
                const { slot, short, icon: Icon } = lookOf(looks, label)
                return (
                  <li key={label} className={`type-${slot}`}>
                    <Icon size={12} strokeWidth={2} aria-hidden />
                    {short} {number(count)}
                  </li>
                )
              })}
            </ul>
          </div>
        )}
      </div>
      <Button
        className="row-work"
        onPress={onWork}
        aria-label={say('work.of', {
          title,
          status: say(`status.${status}`),
          people: assignees.length === 0 ? say('work.nobody') : assignees.map(({ name }) => name).join(', '),
        })}
      >
        <StatusMark status={status} />
        <span className="row-people" aria-hidden>
          {assignees.slice(0, 3).map((one) => (
            <span key={one.id} className="row-person" title={one.name}>
              <FaceLetters name={one.name} />
            </span>
          ))}
          {assignees.length > 3 ? (
            <span className="row-person row-more" data-more={`+${assignees.length - 3}`} />
          ) : null}
        </span>
      </Button>
      {mayI('delete document') ? (
        <IconButton
          icon={Trash2}
          label={say('articles.delete', { title })}
          className="row-delete"
          side="left"
          onPress={onDelete}
        />
      ) : null}
    </li>
  )
}
