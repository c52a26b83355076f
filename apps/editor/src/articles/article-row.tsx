import { Trash2 } from 'lucide-react'
import { IconButton } from '../design/button.js'
import { Link } from '../router/link.js'
import { articlePath } from '../router/route.js'
import type { ArticleSummary } from '../server/api.js'
import { mayI } from '../session/me.js'
import { languageName } from './find-articles.js'
import { timeAgo } from './time-ago.js'

/** One article of the list. */
export function ArticleRow({ article, onDelete }: { readonly article: ArticleSummary; readonly onDelete: () => void }) {
  const { id, title, language, characters, layers, updatedAt } = article
  return (
    <li className="article-row">
      <div className="row-text">
        <Link href={articlePath(id)} className="row-title">
          {title}
        </Link>
        <p className="row-facts">
          {language === undefined ? null : <span>{languageName(language)}</span>}
          <span>{characters.toLocaleString('en')} characters</span>
          {layers.map((layer) => (
            <span key={layer.id}>
              {layer.claims.toLocaleString('en')} {(layer.name ?? layer.id).toLowerCase()}{' '}
              {layer.claims === 1 ? 'claim' : 'claims'}
            </span>
          ))}
          {updatedAt === undefined ? null : (
            <time dateTime={updatedAt} title={new Date(updatedAt).toLocaleString('en')}>
              {timeAgo(updatedAt, Date.now())}
            </time>
          )}
        </p>
      </div>
      {mayI('delete document') ? (
        <IconButton icon={Trash2} label={`Delete “${title}”`} className="row-delete" side="left" onPress={onDelete} />
      ) : null}
    </li>
  )
}
