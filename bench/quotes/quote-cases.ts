import type { Article } from '../../src/articles/article.js'
import type { QuoteVerdict } from '../../src/quotes/quote-verdict.js'
import { dice } from './dice.js'
import { normalisations } from './normalisations.js'

/** A quotation made from a corpus, and what is to be found. It shares no code with what finds it. */
export interface QuoteCase {
  readonly kind: QuoteKind
  readonly quote: string
  readonly verdict: QuoteVerdict
  /** Every article that must be among the matches; none for what is absent. */
  readonly articleIds: readonly string[]
  readonly claimedArticleId?: string
  readonly claimedAuthor?: string
  /** That the changes must name. */
  readonly change?: 'number' | 'negation' | 'punctuation' | 'word'
}

export const quoteKinds = [
  'exact',
  'normalised',
  'boundary crossed',
  'short',
  'ellipsis marked',
  'punctuation changed',
  'word changed',
  'number changed',
  'negation added',
  'parts joined',
  'words left out',
  'other article claimed',
  'other author claimed',
  'absent',
  'absent, words occur',
] as const
export type QuoteKind = (typeof quoteKinds)[number]

interface Sentence {
  readonly article: Article
  readonly start: number
  readonly end: number
  readonly text: string
}

/** @param strangers articles that are not in the corpus. */
export function quoteCases(
  corpus: readonly Article[],
  strangers: readonly Article[],
  perKind: number,
  seed: number,
): QuoteCase[] {
  const random = dice(seed)
  // Each half of the sentences is a set of its own: thresholds are chosen on one, figures reported on the other.
  const sentences = sentencesOf(corpus).filter((_, i) => i % 2 === seed % 2)
  const holders = (text: string) => corpus.filter((article) => article.text.includes(text)).map(({ id }) => id)
  const away = sentencesOf(strangers)
  const all = corpus.map(({ text }) => text).join('\n')
  const vocabulary = [...new Set(all.match(/\b[a-z]{4,12}\b/g))]
  const one = (from: readonly Sentence[]): Sentence => from[random.below(from.length)]!
  const made: Record<QuoteKind, () => QuoteCase | null> = {
    exact: () => {
      const { text } = one(sentences)
      return { kind: 'exact', quote: text, verdict: 'exact', articleIds: holders(text) }
    },
    normalised: () => {
      const { text } = one(sentences)
      const quote = normalisations[random.below(normalisations.length)]!(text, random)
      if (quote === text) return null
      return { kind: 'normalised', quote, verdict: 'normalised', articleIds: holders(text) }
    },
    'boundary crossed': () => {
      const { article, start, end } = one(sentences)
      const from = wordStartBefore(article.text, start + Math.floor((end - start) / 2))
      const to = wordStartBefore(article.text, Math.min(article.text.length, end + 700))
      const quote = article.text.slice(from, to).trim()
      return quote.length < 300 ? null : { kind: 'boundary crossed', quote, verdict: 'exact', articleIds: [article.id] }
    },
    short: () => {
      const { text } = one(sentences)
      const words = [...text.matchAll(/\S+/g)]
      const length = 3 + random.below(3)
      const first = random.below(words.length - length)
      const last = words[first + length - 1]!
      const quote = text.slice(words[first]!.index, last.index + last[0].length)
      return unusual(quote) ? { kind: 'short', quote, verdict: 'exact', articleIds: holders(quote) } : null
    },
    'ellipsis marked': () => {
      const { text, article } = one(sentences)
      const words = text.split(/\s+/)
      if (words.length < 14 || /\.\.\.|…|[()[\]]/.test(text)) return null
      const cut = 5 + random.below(words.length - 12)
      const mark = [' … ', ' ... ', ' [...] ', ' […] '][random.below(4)]!
      const [before, after] = [words.slice(0, cut).join(' '), words.slice(cut + 2).join(' ')]
      if (!text.includes(before) || !text.includes(after)) return null
      return { kind: 'ellipsis marked', quote: before + mark + after, verdict: 'exact', articleIds: [article.id] }
    },
    'punctuation changed': () => {
      const { text, article } = one(sentences)
      const at = text.indexOf(', ', 5)
      if (at === -1 || at > text.length - 10) return null
      const quote = text.slice(0, at) + [' ', '; ', '. '][random.below(3)]! + text.slice(at + 2)
      return { kind: 'punctuation changed', quote, verdict: 'altered', articleIds: [article.id], change: 'punctuation' }
    },
    'word changed': () => {
      const { text, article } = one(sentences)
      const words = [...text.matchAll(/(?<=\s)[a-z]{4,12}(?=[\s,.])/g)]
      const word = words[random.below(words.length)]
      const other = vocabulary[random.below(vocabulary.length)]!
      if (word === undefined || other === word[0] || NUMBERS_AND_NOT.test(`${other} ${word[0]}`)) return null
      const quote = text.slice(0, word.index) + other + text.slice(word.index + word[0].length)
      return { kind: 'word changed', quote, verdict: 'altered', articleIds: [article.id], change: 'word' }
    },
    'number changed': () => {
      const { text, article } = one(sentences)
      const number = /(?<=[\s$£€(])\d[\d,.]*(?=[\s%,.)])/.exec(text)
      if (number === null) return null
      const digits = [...number[0]]
      const at = digits.findIndex((digit) => /\d/.test(digit))
      digits[at] = String((Number(digits[at]) + 1 + random.below(8)) % 10)
      const quote = text.slice(0, number.index) + digits.join('') + text.slice(number.index + number[0].length)
      return { kind: 'number changed', quote, verdict: 'altered', articleIds: [article.id], change: 'number' }
    },
    'negation added': () => {
      const { text, article } = one(sentences)
      const verb = /\b(?:is|was|are|were|has|have|will|can|could|should) (?!not\b|n[o']|never)/.exec(text)
      if (verb === null) return null
      const at = verb.index + verb[0].length
      const quote = `${text.slice(0, at)}not ${text.slice(at)}`
      return { kind: 'negation added', quote, verdict: 'altered', articleIds: [article.id], change: 'negation' }
    },
    'parts joined': () => {
      const [first, second] = [one(sentences), one(sentences)]
      if (first.article.id === second.article.id) return null
      const [before, after] = [first.text.split(/\s+/), second.text.split(/\s+/)]
      const quote = [...before.slice(0, Math.max(5, before.length / 2)), ...after.slice(-Math.max(5, after.length / 2))]
      const articleIds = [first.article.id, second.article.id]
      return { kind: 'parts joined', quote: quote.join(' '), verdict: 'stitched', articleIds }
    },
    'words left out': () => {
      const { text, article } = one(sentences)
      const words = text.split(/\s+/)
      if (words.length < 18) return null
      const cut = 6 + random.below(words.length - 17)
      const quote = [...words.slice(0, cut), ...words.slice(cut + 5)].join(' ')
      return { kind: 'words left out', quote, verdict: 'stitched', articleIds: [article.id] }
    },
    'other article claimed': () => {
      const [{ text, article }, other] = [one(sentences), one(sentences).article]
      if (other.text.includes(text)) return null
      const claimedArticleId = other.id
      return {
        kind: 'other article claimed',
        quote: text,
        verdict: 'misattributed',
        articleIds: [article.id],
        claimedArticleId,
      }
    },
    'other author claimed': () => {
      const [{ text, article }, other] = [one(sentences), one(sentences).article]
      const claimedAuthor = nameOf(other)
      if (claimedAuthor === null || sharesName(article, other)) return null
      return {
        kind: 'other author claimed',
        quote: text,
        verdict: 'misattributed',
        articleIds: [article.id],
        claimedAuthor,
      }
    },
    absent: () => {
      const { text } = one(away)
      return all.includes(text) ? null : { kind: 'absent', quote: text, verdict: 'not_found', articleIds: [] }
    },
    'absent, words occur': () => {
      const words = one(sentences).text.split(/\s+/)
      for (let i = words.length - 1; i > 0; i--) {
        const j = random.below(i + 1)
        ;[words[i], words[j]] = [words[j]!, words[i]!]
      }
      return { kind: 'absent, words occur', quote: words.join(' '), verdict: 'not_found', articleIds: [] }
    },
  }
  return quoteKinds.flatMap((kind) => {
    const cases: QuoteCase[] = []
    for (let tries = 0; cases.length < perKind && tries < 50 * perKind; tries++) {
      const made_ = made[kind]()
      if (made_ !== null) cases.push(made_)
    }
    return cases
  })
}

const NUMBERS_AND_NOT =
  /\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundreds?|thousands?|millions?|billions?|trillion|dozen|half|halves|thirds?|quarters?|first|second|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|double|triple|percent|zero|never|none|without|nobody|nothing|neither|cannot|denie[ds]|deny|fail(?:s|ed)|unable|hardly|barely|nowhere)\b/

/** Sentences of 8 to 60 words by the plainest rule; capitals, quotation marks and digits inside are welcome. */
function sentencesOf(articles: readonly Article[]): Sentence[] {
  return articles.flatMap((article) =>
    [...article.text.matchAll(/(?<=^|[.!?]\s|\n)[A-Z“"][^\n.!?]{40,400}[.!?](?=\s|$)/g)]
      .map(({ 0: text, index }) => ({ article, start: index, end: index + text.length, text }))
      .filter(({ text }) => text.split(/\s+/).length >= 8 && text.split(/\s+/).length <= 60),
  )
}

/** At least one long word: three function words stand everywhere. */
const unusual = (quote: string): boolean => /[A-Za-z]{7}/.test(quote) && /^[\p{L}\p{N}].*[\p{L}\p{N}]$/u.test(quote)

function wordStartBefore(text: string, offset: number): number {
  let start = offset
  while (start > 0 && !/\s/.test(text[start - 1]!)) start--
  return start
}

function nameOf({ metadata: { authors } }: Article): string | null {
  const [author] = authors
  if (author === undefined) return null
  const name = 'literal' in author ? author.literal : `${author.given} ${author.family}`
  return /^\p{Lu}\p{L}+(?: \p{Lu}\p{L}*\.?)? \p{Lu}\p{L}+$/u.test(name) ? name : null
}

/** Whether any word of one article's names and publisher is one of the other's, or an initial of one. */
function sharesName(one: Article, other: Article): boolean {
  const words = ({ metadata: { authors, publisher } }: Article) =>
    [
      ...authors.map((author) => ('literal' in author ? author.literal : `${author.given} ${author.family}`)),
      publisher ?? '',
    ]
      .join(' ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  const others: readonly string[] = words(other)
  return words(one).some((word) => others.includes(word)) || one.text.includes(nameOf(other) ?? '\n')
}
