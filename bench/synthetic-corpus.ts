import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const corpusFolder = path.resolve(import.meta.dirname, '../corpus')

/** A seeded generator of numbers in [0, 1): the same corpus in every run (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Every word of the shipped articles as often as it stands there, so that synthetic text has real frequencies. */
function wordsOfShippedArticles(): string[] {
  return readdirSync(corpusFolder)
    .filter((name) => name.endsWith('.md'))
    .flatMap((name) => readFileSync(path.join(corpusFolder, name), 'utf8').match(/\p{L}+/gu) ?? [])
}

/** Words drawn at random: an article of about 800 in paragraphs of about 100. */
function articleDrawer(random: () => number) {
  const words = wordsOfShippedArticles()
  const word = () => words[Math.floor(random() * words.length)]!.toLowerCase()
  const sentence = () => {
    const drawn = Array.from({ length: 12 + Math.floor(random() * 12) }, word)
    return `${drawn[0]![0]!.toUpperCase()}${drawn.join(' ').slice(1)}.`
  }
  return () => {
    const paragraphs = Array.from({ length: 8 }, () => Array.from({ length: 6 }, sentence).join(' '))
    return { paragraphs, text: `---\ntitle: ${sentence()}\n---\n\n${paragraphs.join('\n\n')}\n` }
  }
}

/**
 * Writes synthetic articles into an empty folder.
 * @returns the questions that go with them: eight words each, drawn from one paragraph each.
 */
export function writeSyntheticCorpus(folder: string, articles: number, seed = 7): string[] {
  const draw = articleDrawer(seededRandom(seed))
  const questions: string[] = []
  mkdirSync(folder, { recursive: true })
  for (let number = 0; number < articles; number++) {
    const { paragraphs, text } = draw()
    questions.push(`What about ${paragraphs[number % 8]!.split(' ').slice(3, 9).join(' ')}?`)
    writeFileSync(path.join(folder, `article-${number}.md`), text)
  }
  return questions
}

/** Another article than those of any corpus that was written with another seed. */
export const syntheticArticle = (seed: number): string => articleDrawer(seededRandom(seed))().text
