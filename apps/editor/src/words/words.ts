import i18next from 'i18next'
import { cell, type Observable, useObservable } from '../state/observable.js'
import { en, type WordKey, type Words } from './en.js'

/** The languages that the editor speaks, by BCP 47 tag, each under the name it has in itself. */
export const languages = [
  { tag: 'en', name: 'English' },
  { tag: 'zh', name: '中文' },
] as const
export type Language = (typeof languages)[number]['tag']

/** Every language but English is loaded when it is wanted. */
const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Words>>> = {
  zh: async () => (await import('./zh.js')).zh,
}

const keptUnder = 'claimspan.language'
const spoken = cell<Language>('en')

/** The language that is spoken now. */
export const language: Observable<Language> = spoken

const words = i18next.createInstance()
void words.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // The keys have dots in them; the page is React's, which escapes.
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
})

/** Values that are filled into words; `count` also chooses the plural form. */
export type Filled = Readonly<Record<string, string | number>>
export type Say = (key: WordKey, filled?: Filled) => string

/** What the editor says, in the language that is spoken now. Numbers are written as the language writes them. */
export const say: Say = (key, filled = {}) => {
  const written = Object.entries(filled).map(([name, value]) => [
    name,
    typeof value === 'number' && name !== 'count' ? number(value) : value,
  ])
  const values: Record<string, string | number> = Object.fromEntries(written)
  return words.t(key, values)
}

/** A number as the language writes it. */
export const number = (value: number): string => value.toLocaleString(spoken.get())

/** {@link say} for a component, which is rendered anew when another language is chosen. */
export function useWords(): Say {
  useObservable(spoken)
  return say
}

/** Speak another language from now on, and at the next visit. */
export async function speak(tag: Language): Promise<void> {
  if (tag !== 'en' && !words.hasResourceBundle(tag, 'translation')) {
    words.addResourceBundle(tag, 'translation', await loaders[tag]())
  }
  await words.changeLanguage(tag)
  document.documentElement.lang = tag
  try {
    localStorage.setItem(keptUnder, tag)
  } catch {
    // Storage may be refused: it holds until the page is closed.
  }
  spoken.set(tag)
}

/** Speak what was chosen at an earlier visit, else what the browser asks for first that the editor can. */
export async function speakAsBefore(): Promise<void> {
  let before: string | null = null
  try {
    before = localStorage.getItem(keptUnder)
  } catch {
    // As above.
  }
  const wanted = before === null ? navigator.languages : [before]
  const found = wanted.flatMap((tag) => languages.find((known) => tag.split('-')[0] === known.tag) ?? [])[0]
  if (found !== undefined && found.tag !== 'en') await speak(found.tag)
}
