import { cell } from '../state/observable.js'

/** What a person chose: a theme, or the system's. */
export type ThemeChoice = 'system' | 'light' | 'dark'

const key = 'claimspan.theme'
const dark = window.matchMedia('(prefers-color-scheme: dark)')

const stored = (): ThemeChoice => {
  try {
    const value = localStorage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

const chosen = cell<ThemeChoice>(stored())

/** The choice in force. */
export const themeChoice = { get: chosen.get, subscribe: chosen.subscribe }

/** Choose a theme; it is kept for the next visit where the browser allows it. */
export function chooseTheme(choice: ThemeChoice): void {
  chosen.set(choice)
  try {
    if (choice === 'system') localStorage.removeItem(key)
    else localStorage.setItem(key, choice)
  } catch {
    // Storage may be refused: the choice holds until the page is closed.
  }
  apply()
}

const apply = () => {
  const isDark = chosen.get() === 'dark' || (chosen.get() === 'system' && dark.matches)
  document.documentElement.dataset.theme = isDark ? 'dark' : 'light'
}

/** Follow the system's theme while nothing else is chosen. */
export function followSystemTheme(): void {
  dark.addEventListener('change', apply)
  apply()
}
