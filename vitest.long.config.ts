import { defineConfig, mergeConfig } from 'vitest/config'
import config from './vitest.config.js'

/** What takes minutes: the tests named `.long`, and the fault tests once more, with more kills. */
const long = mergeConfig(config, defineConfig({ test: { env: { ATTEST_TESTS: 'long' } } }))
long.test!.include = ['tests/**/*.long.test.ts', 'tests/faults/**/*.test.ts']
long.test!.exclude = []
export default long
