/** Scripts that are written from right to left (Unicode, bidirectional class R or AL). */
const rightToLeft = ['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr']

/** The direction in which a language is written; `auto`, the direction of its first letters, when none is given. */
export function directionOf(language: string | undefined): 'ltr' | 'rtl' | 'auto' {
  if (language === undefined) return 'auto'
  try {
    const { script = '' } = new Intl.Locale(language).maximize()
    return rightToLeft.includes(script) ? 'rtl' : 'ltr'
  } catch {
    // Not a tag that Intl takes.
    return 'auto'
  }
}
