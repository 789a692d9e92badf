import { defineConfig } from 'vitest/config'
import ClosingLineReporter from './tests/closing-line-reporter.js'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // `npm run test:long` runs them: vitest.long.config.ts.
    exclude: ['tests/**/*.long.test.ts'],
    // Inference and parsing run in processes of their own, which must be able to load TypeScript as the tests do.
    pool: 'forks',
    // Files share the two processes that they run in: loading the same modules for each of them took half of the time.
    isolate: false,
    execArgv: ['--import', 'tsx'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine takes its time; what never comes fails all the same.
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    reporters: ['default', new ClosingLineReporter()],
  },
})
