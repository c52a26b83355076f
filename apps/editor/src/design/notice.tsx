import { CircleAlert } from 'lucide-react'

/** What went wrong, in place, read out when it appears. */
export function Notice({ text }: { readonly text: string }) {
  return (
    <p className="notice" role="alert">
      <CircleAlert size={16} aria-hidden />
      <span>{text}</span>
    </p>
  )
}
