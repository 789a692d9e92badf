import { createHash } from 'node:crypto'
import type { Article, Block } from '../../src/articles/article.js'

const WORDS_A_PARAGRAPH = 80
const PARAGRAPHS_A_SECTION = 20
const vocabulary =
  'the tide came in over the flats and the keeper wrote down what he had seen of it before night fell'.split(' ')

/** An article of so many words, in paragraphs and sections, as the service gives one; each paragraph says its number. */
export function longArticle(words: number): Article {
  const pieces = Array.from({ length: Math.ceil(words / WORDS_A_PARAGRAPH) }, (_, i) => [
    ...(i % PARAGRAPHS_A_SECTION === 0
      ? [{ kind: 'heading' as const, text: `Section ${i / PARAGRAPHS_A_SECTION + 1}` }]
      : []),
    { kind: 'paragraph' as const, text: paragraph(i) },
  ]).flat()
  let text = ''
  const blocks = pieces.map(({ kind, text: words }, i): Block => {
    if (text !== '') text += '\n\n'
    const span = { start: text.length, end: text.length + words.length }
    text += words
    const line = 2 * i + 1
    return {
      kind,
      level: kind === 'heading' ? 2 : null,
      span,
      sourceLines: { first: line, last: line },
      boilerplate: null,
    }
  })
  const sha256 = createHash('sha256').update(text).digest('hex')
  return {
    id: 'book',
    aliases: [],
    sourcePath: 'book.md',
    mediaType: 'text/markdown',
    text,
    textSha256: sha256,
    sourceSha256: sha256,
    metadata: {
      title: 'The book of tides',
      standfirst: null,
      authors: [{ given: 'Nora', family: 'Vale' }],
      publisher: null,
      series: null,
      published: '1903',
      updated: null,
      url: null,
      language: 'en',
      tags: [],
      status: 'current',
    },
    evidence: {},
    blocks,
  }
}

/** Of uneven length, so that the height of one says nothing of that of the next. */
function paragraph(number: number): string {
  const length = WORDS_A_PARAGRAPH / 2 + ((number * 37) % WORDS_A_PARAGRAPH)
  const words = Array.from({ length: length - 3 }, (_, i) => vocabulary[(number * 7 + i) % vocabulary.length])
  return `Paragraph ${number + 1}: ${words.join(' ')}.`
}
