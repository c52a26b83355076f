import { language, say } from '../words/words.js'

const steps = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

/** How long ago an instant was, in words; `now` is in milliseconds since 1970. */
export function timeAgo(instant: string, now: number): string {
  const seconds = (now - Date.parse(instant)) / 1000
  if (!Number.isFinite(seconds)) return ''
  const [unit, length] = steps.find(([, size]) => seconds >= size) ?? []
  if (unit === undefined || length === undefined) return say('time.now')
  return new Intl.RelativeTimeFormat(language.get(), { numeric: 'auto' }).format(-Math.floor(seconds / length), unit)
}
