import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/index.ts', 'src/corpora.ts'],
  format: ['esm'],
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  clean: true,
  treeshake: true,
  sourcemap: false,
})
