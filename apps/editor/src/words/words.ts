import { LocalizedStringDictionary, LocalizedStringFormatter } from '@internationalized/string'
import { cell, type Observable, useObservable } from '../state/observable.js'
import { en, type WordKey, type Words } from './en.js'
import type { Filled, Message } from './message.js'

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

// Of English, a page may bring words of its own later.
const english: Record<string, Message> = { ...en }
const dictionaries: Record<string, Readonly<Record<string, Message>>> = { en: english }
let formatter = formatterOf('en')

function formatterOf(tag: Language) {
  return new LocalizedStringFormatter(tag, new LocalizedStringDictionary<string, Message>(dictionaries, 'en'))
}

/** What the editor says, in the language that is spoken now. Numbers are written as the language writes them. */
export function say(key: WordKey, filled: Filled = {}): string {
  return formatter.format(key, { ...filled }).replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = filled[name]
    return value === undefined ? hole : typeof value === 'number' ? number(value) : value
  })
}

/** A number as the language writes it. */
export const number = (value: number): string => value.toLocaleString(spoken.get())

/** Bring English words that are loaded with the page that says them. */
export function learn(words: Readonly<Record<string, Message>>): void {
  Object.assign(english, words)
}

/** {@link say} for a component, which is rendered anew when another language is chosen. */
export function useWords(): typeof say {
  useObservable(spoken)
  return say
}

/** Speak another language from now on, and at the next visit. */
export async function speak(tag: Language): Promise<void> {
  if (tag !== 'en') dictionaries[tag] ??= await loaders[tag]()
  formatter = formatterOf(tag)
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
