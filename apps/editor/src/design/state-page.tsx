import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** A page, or a part of one, that has no content to show and says why and what to do. */
export function StatePage({
  icon: Icon,
  title,
  children,
}: {
  readonly icon: LucideIcon
  readonly title: string
  readonly children: ReactNode
}) {
  return (
    <div className="state">
      <span className="state-icon">
        <Icon size={20} aria-hidden />
      </span>
      <h1>{title}</h1>
      {children}
    </div>
  )
}
