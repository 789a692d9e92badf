import { readFileSync } from 'node:fs'
import path from 'node:path'
import { loadConfig } from '../../src/config.js'
import { seededRandom } from '../synthetic-corpus.js'

const vocabularySize = 100_000
/** Words are drawn from a table, which is as fast as drawing a number. */
const tableSize = 1 << 22
const wordsOfTopic = 100
/** Words of topics are neither among the frequent ones nor among those that hardly occur. */
const topicRanks = { first: 1_000, end: 20_000 }

/** Words by their rank. */
export const vocabulary = words()
const table = zipfTable()

/** The rank of a word by Zipf's law with exponent 1: rank r as often as 1 / r. */
export const drawRank = (random: () => number): number => table[Math.floor(random() * tableSize)]!

/** Of one of the topic's own words. */
export function drawTopicRank(topic: number, random: () => number): number {
  const among = seededRandom(topic * wordsOfTopic + Math.floor(random() * wordsOfTopic))()
  return topicRanks.first + Math.floor(among * (topicRanks.end - topicRanks.first))
}

/**
 * By rank: the whole words that the embedding model knows, which its vocabulary has in about the order of their
 * frequency in English, function words first; then compounds of two. So texts have about as many tokens a word as real
 * ones, and the models take as long for them.
 */
function words(): readonly string[] {
  const { MODELS_DIR, EMBEDDING_MODEL } = loadConfig({})
  const { model } = JSON.parse(readFileSync(path.join(MODELS_DIR, EMBEDDING_MODEL, 'tokenizer.json'), 'utf8'))
  const known = Object.entries(model.vocab as Record<string, number>)
    .filter(([word]) => /^(?:[a-z]{2,}|a)$/.test(word))
    .sort(([, id], [, other]) => id - other)
    .map(([word]) => word)
  const random = seededRandom(3)
  const one = () => known[Math.floor(random() * known.length)]!
  const all = new Set(known)
  while (all.size < vocabularySize) all.add(one() + one())
  return [...all]
}

function zipfTable(): Uint32Array {
  const ranks = new Uint32Array(tableSize)
  const all = vocabulary.reduce((sum, _, rank) => sum + 1 / (rank + 1), 0)
  let filled = 0
  let share = 0
  for (let rank = 0; rank < vocabularySize; rank++) {
    share += 1 / (rank + 1) / all
    for (; filled < share * tableSize && filled < tableSize; filled++) ranks[filled] = rank
  }
  return ranks
}
