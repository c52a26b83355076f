// Finds a Chromium for the browser tests, or gets one where that is possible without asking.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Flags under which Chromium runs without a display, without a sandbox and without calling home. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium: `CHROMIUM_PATH`, an installed one, Playwright's own, or, on Debian as root, one that apt
 * installs. Throws an `Error` that says what to do when there is none.
 */
export async function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') {
    if (existsSync(given)) return given
    throw new Error(`CHROMIUM_PATH is ${given}, but there is no such file`)
  }
  const found = installed() ?? playwrights() ?? (aptInstall() ? installed() : undefined)
  if (found !== undefined) return found
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or set CHROMIUM_PATH',
  )
}

function installed() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return [...folders.flatMap((folder) => names.map((name) => join(folder, name))), mac].find((path) => existsSync(path))
}

function playwrights() {
  const path = chromium.executablePath()
  return path !== '' && existsSync(path) ? path : undefined
}

function aptInstall() {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) return false
  console.error('Installing chromium with apt …')
  const run = (...args) =>
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
      .status === 0
  return run('update', '-qq') && run('install', '-y', '-qq', '--no-install-recommends', 'chromium')
}

if (process.argv[1] === new URL(import.meta.url).pathname) console.log(await findChromium())
