import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds a running server. */
const server = process.env.CLAIMSPAN_SERVER ?? 'http://127.0.0.1:4321'

export default defineConfig({
  plugins: [react()],
  // A second copy of any of these would not know the first one's objects.
  resolve: { dedupe: ['yjs', 'lexical', '@lexical/rich-text', 'react', 'react-dom'] },
  build: {
    target: 'es2022',
    // Inlined files would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': server, '/sync': { target: server, ws: true } } },
})
