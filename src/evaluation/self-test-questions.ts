import type { Article, Span } from '../articles/article.js'
import { seededRandom } from './bootstrap.js'
import type { GoldQuestion } from './gold.js'
import { countWords } from './words.js'

export const selfTestKinds = ['excerpt', 'edited-excerpt', 'heading', 'masked-word', 'elsewhere', 'filter'] as const
export type SelfTestKind = (typeof selfTestKinds)[number]

export interface SelfTestQuestion extends GoldQuestion {
  readonly kind: SelfTestKind
}

export type SelfTestArticle = Pick<Article, 'id' | 'text' | 'blocks' | 'metadata'>

/**
 * Questions made of one article, without a model: a sentence as it stands, the same lightly edited, each heading, and
 * sentences in which a name or a number is asked for; of the latter also one that may look at every article but this one
 * (to be declined) and one with the article's own author or date as a filter.
 *
 * @param others ids of all other articles.
 * @param seed the same seed gives the same questions.
 */
export function selfTestQuestions(
  article: SelfTestArticle,
  others: readonly string[],
  seed: number,
): SelfTestQuestion[] {
  const random = seededRandom(seed)
  const spans = sentences(article)
  const picked = spans[Math.floor(random() * spans.length)]
  const masked = shuffledBy(random, spans).flatMap((span) => maskedQuestion(article, span) ?? [])[0]
  const heading = shuffledBy(random, headings(article))[0]
  const made: (SelfTestQuestion | null)[] = [
    picked === undefined ? null : excerpt(article, picked),
    picked === undefined ? null : editedExcerpt(article, picked, random),
    heading ?? null,
    masked ?? null,
    masked === undefined || others.length === 0 ? null : elsewhere(masked, others),
    masked === undefined ? null : filtered(masked, article),
  ]
  return made.filter((question) => question !== null)
}

/** Whole sentences of 8 to 40 words in the article's paragraphs. */
function sentences({ text, blocks }: SelfTestArticle): Span[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  return blocks
    .filter(({ kind, boilerplate }) => kind === 'paragraph' && boilerplate === null)
    .flatMap(({ span }) =>
      [...segmenter.segment(text.slice(span.start, span.end))].map(({ segment, index }) => {
        const start = span.start + index
        return { start, end: start + segment.trimEnd().length }
      }),
    )
    .filter(({ start, end }) => {
      const words = countWords(text.slice(start, end))
      return words >= 8 && words <= 40
    })
}

const base = (article: SelfTestArticle, kind: SelfTestKind, question: string, span: Span): SelfTestQuestion => ({
  kind,
  id: `${kind}:${article.id}:${span.start}-${span.end}`,
  question,
  answerable: true,
  relevantArticles: [article.id],
  maybeRelevantArticles: [],
  spans: [{ articleId: article.id, ...span }],
  answers: [],
})

const excerpt = (article: SelfTestArticle, span: Span): SelfTestQuestion =>
  base(article, 'excerpt', article.text.slice(span.start, span.end), span)

/** About every eighth word left out, punctuation gone, all in lower case. */
function editedExcerpt(article: SelfTestArticle, span: Span, random: () => number): SelfTestQuestion {
  const words =
    article.text
      .slice(span.start, span.end)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? []
  const kept = words.filter(() => random() >= 1 / 8)
  return base(article, 'edited-excerpt', (kept.length < 4 ? words : kept).join(' '), span)
}

/** Each heading of at least two words as a question; the gold is what stands under it, up to the next heading. */
function headings(article: SelfTestArticle): SelfTestQuestion[] {
  const { text, blocks } = article
  return blocks.flatMap((block, at) => {
    if (block.kind !== 'heading' || block.boilerplate !== null) return []
    const next = blocks.slice(at + 1).findIndex(({ kind }) => kind === 'heading')
    const under = blocks.slice(at + 1, next === -1 ? undefined : at + 1 + next)
    const heading = text.slice(block.span.start, block.span.end).replace(/\s+/g, ' ').trim()
    if (under.length === 0 || countWords(heading) < 2) return []
    const question = heading.endsWith('?') ? heading : `What do the articles say about ${heading}?`
    return [base(article, 'heading', question, { start: under[0]!.span.start, end: under.at(-1)!.span.end })]
  })
}

const nameOrNumber = /(?<=\p{Ll}[,\s]\s?)(?:\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+)*|\d[\d.,]*\d|\d)(?=[\s,.;:)])/gu

/** The sentence with its first name or number (not its first word) asked for; null where it has none. */
function maskedQuestion(article: SelfTestArticle, span: Span): SelfTestQuestion | null {
  const sentence = article.text.slice(span.start, span.end)
  const [found] = sentence.matchAll(nameOrNumber)
  if (found === undefined) return null
  const asked = /^\d/.test(found[0]) ? 'what number' : 'who or what'
  const rest = sentence.slice(found.index + found[0].length).replace(/[.!?"”’)]+$/, '')
  return {
    ...base(article, 'masked-word', `${sentence.slice(0, found.index)}${asked}${rest}?`, span),
    answers: [found[0]],
  }
}

/** The same question where its article is out of reach: whatever else is found, the answer is not there. */
const elsewhere = (question: SelfTestQuestion, others: readonly string[]): SelfTestQuestion => ({
  ...question,
  kind: 'elsewhere',
  id: question.id.replace(/^[^:]+/, 'elsewhere'),
  answerable: false,
  relevantArticles: [],
  spans: [],
  answers: [],
  filters: { articleIds: others },
})

/** The same question among articles of the same author or date; null where the article has neither. */
function filtered(question: SelfTestQuestion, { metadata }: SelfTestArticle): SelfTestQuestion | null {
  const [author] = metadata.authors
  const { published } = metadata
  const name = author === undefined ? null : 'literal' in author ? author.literal : `${author.given} ${author.family}`
  const filters =
    name !== null
      ? { authors: [name] }
      : published === null
        ? null
        : { publishedFrom: published, publishedTo: published }
  return filters === null ? null : { ...question, kind: 'filter', id: question.id.replace(/^[^:]+/, 'filter'), filters }
}

function shuffledBy<Item>(random: () => number, items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
