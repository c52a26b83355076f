import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`../../packages/${path}`, import.meta.url))

/** Where `npm run dev` finds a running server. */
const server = process.env.CLAIMSPAN_SERVER ?? 'http://127.0.0.1:4321'

/**
 * The editor speaks English, so of react-aria's own words ("Dismiss", "Show suggestions") in 34 languages only those are
 * taken: each other language's file stands for the English one.
 */
const englishOnly: Plugin = {
  name: 'english-only',
  enforce: 'pre',
  resolveId(source, importer) {
    const english = source.replace(/(\/intl\/[\w-]+\/)[a-z]{2}-[A-Z]{2}(\.mjs)$/, '$1en-US$2')
    return english === source ? undefined : this.resolve(english, importer, { skipSelf: true })
  },
}

/**
 * Lexical's rich text is one file: its headings and quotations, which every article has, and what keys and the clipboard
 * do, which nobody waits for. The latter knows nothing of the former's classes, so it is taken from a copy of the file,
 * of which each script keeps only what it uses.
 */
const richTextLater: Plugin = {
  name: 'rich-text-later',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (source !== '@lexical/rich-text' || importer?.endsWith('/article/text-commands.ts') !== true) return null
    const found = await this.resolve(source, importer, { skipSelf: true })
    return found === null ? null : `${found.id}?commands`
  },
}

/**
 * The packages are read at their sources, module by module: of a built package, which is a few large files, a page would
 * wait for all that any other page takes from it.
 */
const packages = [
  { find: /^@claimspan\/(core|collab|lexical|agreement)$/, replacement: source('$1/src/index.ts') },
  { find: /^@claimspan\/core\/(unit|native|store)$/, replacement: source('core/src/$1.ts') },
]

export default defineConfig({
  plugins: [englishOnly, richTextLater, react()],
  // A second copy of any of these would not know the first one's objects.
  resolve: {
    alias: packages,
    dedupe: ['yjs', 'lexical', '@lexical/rich-text', 'react', 'react-dom'],
  },
  build: {
    target: 'es2022',
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server, '/sync': { target: server, ws: true } } },
})
