import { nameOf } from '../articles/author-names.js'
import { mayBe } from '../quotes/attribution.js'
import type { ArticleSummary } from '../search-index/search-index.js'
import type { Attribution } from './draft.js'

/** An attribution beside the article that the sentence was found in. */
export interface ComparedAttribution extends Attribution {
  /** What the article has; null where it has nothing, or no article was found. */
  readonly found: string | null
  /** Null where that cannot be said. */
  readonly agrees: boolean | null
}

/** An article, and who speaks there. */
export interface Source {
  readonly article: ArticleSummary
  readonly speaker: string | null
}

/**
 * Compares what a sentence says of its sources with the articles in which it was found, the likeliest first. Where one of
 * several names or dates is right, the others may belong to another source: of these nothing is said.
 */
export function compareAttributions(
  attributions: readonly Attribution[],
  sources: readonly Source[],
): ComparedAttribution[] {
  const compared = attributions.map((one) => {
    const withEach = sources.map((source) => compareAttribution(one, source))
    return withEach.find(({ agrees }) => agrees === true) ?? withEach[0] ?? { ...one, found: null, agrees: null }
  })
  return compared.map((one) => {
    const otherIsRight = compared.some(({ kind, agrees }) => kind === one.kind && agrees === true)
    return one.agrees === false && otherIsRight ? { ...one, found: null, agrees: null } : one
  })
}

function compareAttribution(attribution: Attribution, source: Source): ComparedAttribution {
  const { metadata } = source.article
  const compare = {
    author: () => compareName(attribution, source),
    date: () => ({ found: metadata.published, agrees: sameDate(attribution.value, metadata.published) }),
    publisher: () => ({
      found: metadata.publisher,
      agrees: metadata.publisher === null ? null : metadata.publisher === attribution.value,
    }),
  }
  return { ...attribution, ...compare[attribution.kind]() }
}

function compareName({ value }: Attribution, { article, speaker }: Source) {
  const names = [...article.metadata.authors.map(nameOf), ...(speaker === null ? [] : [speaker])]
  const found = names.length === 0 ? article.metadata.publisher : names.join(', ')
  return { found, agrees: found === null ? null : mayBe(value, article, speaker) }
}

/** As far as both are known: "May 2024" agrees with 2024-05-03; a day and 2024 alone can neither agree nor differ. */
function sameDate(claimed: string, published: string | null): boolean | null {
  if (published === null) return null
  if (claimed.endsWith('X')) return published.startsWith(claimed.slice(0, -1))
  if (claimed.startsWith('--')) return published.length < 10 ? null : published.slice(4) === claimed.slice(1)
  if (published.startsWith(claimed)) return true
  return claimed.startsWith(published) ? null : false
}
