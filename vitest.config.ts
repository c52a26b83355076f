import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Tests run against the sources, so that no build stands between an edit and its test. */
const alias = [
  { find: /^@claimspan\/core\/schema\/(.*)$/, replacement: at('./packages/core/dist/schema/$1') },
  { find: /^@claimspan\/core\/(.*)$/, replacement: at('./packages/core/src/$1.ts') },
  { find: /^@claimspan\/exporter\/(.*)$/, replacement: at('./packages/exporter/src/$1.ts') },
  ...['core', 'collab', 'lexical', 'exporter', 'agreement'].map((name) => ({
    find: new RegExp(`^@claimspan/${name}$`),
    replacement: at(`./packages/${name}/src/index.ts`),
  })),
  { find: /^@claimspan\/server$/, replacement: at('./apps/server/src/index.ts') },
]

const project = (name: string, include: string[], options: object = {}) => ({
  resolve: { alias },
  test: { name, include, testTimeout: 60_000, hookTimeout: 120_000, ...options },
})

/** What takes longest comes first, so that in the end no processor waits for the other. */
const slow = [/server\/test\/crash\//, /server\/test\/hostile\//, /store-faults/, /admission/, /webhooks/]

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = slow.findIndex((pattern) => pattern.test(moduleId))
      return at < 0 ? slow.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    retry: 0,
    sequence: { sequencer: SlowFirst },
    passWithNoTests: false,
    projects: [
      ...['core', 'collab', 'lexical', 'exporter', 'agreement'].map((name) =>
        // As many as there are processors: vitest by itself leaves one of two idle.
        project(name, [`packages/${name}/test/**/*.test.ts`], { exclude: ['**/fuzz/**'], maxWorkers: 2 }),
      ),
      // Random sessions leave much behind: with more room for what is young, less time goes into clearing up.
      project('text-fuzz', ['packages/collab/test/fuzz/*.test.ts'], {
        maxWorkers: 2,
        execArgv: ['--max-semi-space-size=64'],
      }),
      project('server', ['apps/server/test/**/*.test.ts'], {
        exclude: ['apps/server/test/scale/**'],
        maxWorkers: 2,
        // What a file imports is read once for all of them; nothing in them keeps a state that another would see.
        isolate: false,
        restoreMocks: true,
        setupFiles: [at('./apps/server/test/hold-answers.ts')],
      }),
      project('scale', ['apps/server/test/scale/**/*.test.ts'], { fileParallelism: false }),
      project('cli', ['apps/cli/test/**/*.test.ts'], { maxWorkers: 2 }),
      project('editor', ['apps/editor/test/unit/**/*.test.{ts,tsx}'], { maxWorkers: 2 }),
      project('repository', ['test/*.test.ts']),
      project('lexical-fuzz', ['test/lexical-fuzz/*.test.ts'], { maxWorkers: 2 }),
      project('browser', ['apps/editor/test/browser/**/*.test.ts'], {
        testTimeout: 180_000,
        maxWorkers: 2,
      }),
    ],
  },
})
