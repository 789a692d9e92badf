import type { PassageEvidence } from '../../src/answers/evidence.js'
import type { Reading } from '../../src/reader/reader.js'
import type { SentenceScore } from '../../src/search-index/search-index.js'

export interface EvidenceParts {
  readonly id?: string
  readonly articleId?: string
  readonly fused?: number
  readonly dense?: number
  readonly start?: number
  readonly sentences: readonly SentenceScore[]
  readonly reading?: Reading | null
  /** Of the passage; the sentences' spans stay as they are. */
  readonly text?: string
  readonly yearAgreements?: readonly number[]
}

/** Evidence of a passage whose sentences are ten characters long each. */
export function evidenceOf(parts: EvidenceParts): PassageEvidence {
  const {
    id = 'p',
    articleId = 'a',
    fused = 0.5,
    dense = 0.5,
    start = 0,
    sentences,
    reading = null,
    yearAgreements = [],
  } = parts
  const spans = sentences.map((_, i) => ({ start: start + 11 * i, end: start + 11 * i + 10 }))
  return {
    ranked: {
      passage: {
        id,
        articleId,
        span: { start, end: spans.at(-1)?.end ?? start },
        text: parts.text ?? sentences.map(() => 'Ten chars.').join(' '),
        sentences: spans,
        headings: [],
        sourceLines: { first: 1, last: 1 },
      },
      article: { id: articleId, metadata, textSha256: '0', sourceSha256: '0', sourcePath: `${articleId}.md` },
      scores: { fused, dense, lexical: 0, reader: null },
      scoreParts: {},
      yearAgreements,
      nearDuplicates: 0,
    },
    sentences,
    reading,
  }
}

const metadata = {
  title: null,
  standfirst: null,
  authors: [],
  publisher: null,
  series: null,
  published: null,
  updated: null,
  url: null,
  language: null,
  tags: [],
  status: 'current' as const,
}

export const score = (cosine: number, coverage = 0): SentenceScore => ({ cosine, coverage })

export const reading = (margin: number, sentenceLogits: readonly number[], sentence = 0, end = 3): Reading => ({
  margin,
  sentenceLogits,
  answer: { sentence, within: { start: 0, end } },
})
