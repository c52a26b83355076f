import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/main.ts'],
  format: ['esm'],
  platform: 'node',
  target: 'es2022',
  tsconfig: 'tsconfig.build.json',
  dts: false,
  clean: true,
  treeshake: true,
  sourcemap: false,
  noExternal: ['@claimspan/server'],
})
