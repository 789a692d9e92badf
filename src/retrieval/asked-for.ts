import type { EdtfDate } from '../articles/article.js'
import type { Passage } from '../passages/passage.js'
import { askedPhrases, phraseShare } from './asked-phrases.js'
import { type AskedYears, askedYears, yearAgreement } from './asked-years.js'
import { asksForNow, recency } from './recency.js'
import type { ScoreParts } from './retriever.js'
import { asksForSeveralArticles } from './several-articles.js'

/** What a question asks for that neither words nor meaning can tell (docs/decisions/0008, 0010). */
export interface AskedFor {
  readonly years: AskedYears | null
  /** It asks for what holds now. */
  readonly now: boolean
  /** In quotation marks; see asked-phrases.ts. */
  readonly phrases: readonly string[]
  readonly severalArticles: boolean
}

/** Beside a fused score that is 0 to 1. */
const WEIGHTS = { years: 0.1, recency: 0.1, phrases: 0.3 }

export const askedFor = (question: string): AskedFor => ({
  years: askedYears(question),
  now: asksForNow(question),
  phrases: askedPhrases(question),
  severalArticles: asksForSeveralArticles(question),
})

/** Whether passages must be looked at before they are in their final order. */
export const changesTheOrder = ({ years, now, phrases, severalArticles }: AskedFor): boolean =>
  years !== null || now || phrases.length > 0 || severalArticles

/** One a sentence, in order (see `yearAgreement`); empty where the question names no year. */
export function yearAgreements({ years }: AskedFor, { text, span, sentences }: Passage): number[] {
  if (years === null) return []
  return sentences.map(({ start, end }) => yearAgreement(years, text.slice(start - span.start, end - span.start)))
}

export interface AskedOf {
  readonly passage: Passage
  readonly published: EdtfDate | null
  /** Of the articles that were searched; null where none is dated. */
  readonly newest: EdtfDate | null
  readonly yearAgreements: readonly number[]
}

/** The parts that a passage's score gains for what was asked for; none where nothing was. */
export function askedForParts({ years, now, phrases }: AskedFor, of: AskedOf): ScoreParts {
  return {
    ...(years === null ? {} : { years: WEIGHTS.years * Math.max(...of.yearAgreements) }),
    ...(now && of.newest !== null ? { recency: WEIGHTS.recency * recency(of.published, of.newest) } : {}),
    ...(phrases.length === 0 ? {} : { phrases: WEIGHTS.phrases * phraseShare(phrases, of.passage.text) }),
  }
}
