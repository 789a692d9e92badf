import type { Config } from '../../src/config.js'
import { attest } from '../cli/run-attest.js'
import type { Door } from '../contracts/door.contract.js'
import { doorAnswer } from './native-answer.js'

/** `attest ask --json` on an index that stands. @param settings what its environment has besides. */
export const commandLineDoor = (
  { CORPUS_DIR, INDEX_DIR, PUBLIC_URL }: Config,
  settings: Readonly<Record<string, string>> = {},
): Door => ({
  async ask(question, { filters = {}, mode } = {}) {
    const { authors = [], publishedFrom, publishedTo } = filters
    const given = { author: authors[0], from: publishedFrom, to: publishedTo, mode }
    const options = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
    const { stdout, stderr } = await attest(['ask', question, '--json', ...options], {
      ATTEST_CORPUS_DIR: CORPUS_DIR,
      ATTEST_INDEX_DIR: INDEX_DIR,
      ATTEST_INFERENCE_PROCESSES: '1',
      ATTEST_PUBLIC_URL: PUBLIC_URL!,
      ...settings,
    })
    if (stdout === '') throw new Error(stderr)
    return doorAnswer(JSON.parse(stdout))
  },
})
