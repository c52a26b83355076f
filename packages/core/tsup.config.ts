import { mkdir, writeFile } from 'node:fs/promises'
import { defineConfig } from 'tsup'
import { documentSchema } from './src/schema/document.js'
import { schemeSchema } from './src/schema/scheme.js'

export default defineConfig({
  entry: ['src/index.ts', 'src/unit.ts', 'src/native.ts', 'src/store.ts', 'src/store-contract.ts'],
  format: ['esm'],
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  clean: true,
  treeshake: true,
  sourcemap: false,
  /** Publish the JSON Schemas as files, for readers in other languages. */
  async onSuccess() {
    await mkdir('dist/schema', { recursive: true })
    for (const [name, schema] of Object.entries({ document: documentSchema, scheme: schemeSchema })) {
      await writeFile(`dist/schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`)
    }
  },
})
