import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.js'

/** What takes minutes: the tests named `.long`, and the browser and fault tests once more, with more looks and kills. */
const long = mergeConfig(config, defineConfig({ test: { env: { ATTEST_TESTS: 'long' } } }))
long.test!.include = ['tests/**/*.long.test.ts', 'tests/browser/**/*.test.ts', 'tests/faults/**/*.test.ts']
long.test!.exclude = []
export default long
