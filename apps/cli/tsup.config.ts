import { cpSync, existsSync, rmSync } from 'node:fs'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/main.ts', 'src/export-worker.ts', 'src/parquet-worker.ts'],
  format: ['esm'],
  platform: 'node',
  target: 'node20',
  tsconfig: 'tsconfig.build.json',
  dts: false,
  clean: true,
  treeshake: true,
  noExternal: ['@claimspan/server'],
  // The command carries the built editor and the seed corpus, so that `claimspan serve` works anywhere.
  async onSuccess() {
    for (const [from, to] of [
      ['../editor/dist', 'dist/editor'],
      ['../../seeds', 'dist/seeds'],
    ] as const) {
      if (!existsSync(from)) throw new Error(`${from} is missing; build the editor first (npm run build)`)
      rmSync(to, { recursive: true, force: true })
      cpSync(from, to, { recursive: true })
    }
  },
})
