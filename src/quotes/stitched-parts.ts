import type { Span } from '../articles/article.js'
import type { Comparison } from './compare-at.js'

/** Words of the quote that stand in a row in one article. */
export interface StitchedPart {
  readonly articleId: string
  /** In the article. */
  readonly span: Span
  /** In the plain quote. */
  readonly quoteSpan: Span
}

interface Run extends StitchedPart {
  /** Words of the quote, [first, end). */
  readonly first: number
  readonly end: number
}

/** Fewer words in a row may stand anywhere by chance. */
const FEWEST_WORDS = 4
/** Words left out without a mark before it is more than a slip. */
const FEWEST_LEFT_OUT = 3

/**
 * The parts, two or more, that make up the whole quote word for word, in its order: of several places, or of one where
 * words between them are left out; null where they do not. Fewer and longer parts come before more.
 */
export function stitchedParts(comparisons: readonly Comparison[]): StitchedPart[] | null {
  const words = comparisons[0]?.quoted.length ?? 0
  const runs = comparisons.flatMap(runsOf)
  const parts: Run[] = []
  for (let covered = 0; covered < words; ) {
    const next = runs.filter(({ first, end }) => first <= covered && end > covered).reduce<Run | null>(longer, null)
    if (next === null) return null
    parts.push(next)
    covered = next.end
  }
  return parts.length > 1 && !isSlip(parts) ? parts : null
}

const longer = (best: Run | null, run: Run): Run => (best === null || run.end > best.end ? run : best)

/** Two parts of one place with a word or two between them. */
function isSlip(parts: readonly Run[]): boolean {
  return parts.every(({ articleId, span }, i) => {
    const before = parts[i - 1]
    if (before === undefined) return true
    const leftOut = span.start - before.span.end
    return articleId === before.articleId && leftOut >= 0 && leftOut < FEWEST_LEFT_OUT * 4
  })
}

/** Every longest run of words that quote and stretch share, wherever it stands in either. */
function runsOf({ articleId, quoted, found }: Comparison): Run[] {
  const runs: Run[] = []
  const same = (q: number, f: number): boolean => quoted[q] !== undefined && quoted[q].word === found[f]?.word
  for (let q = 0; q < quoted.length; q += 1) {
    for (let f = 0; f < found.length; f += 1) {
      if (!same(q, f) || same(q - 1, f - 1)) continue
      let length = 1
      while (same(q + length, f + length)) length += 1
      if (length < FEWEST_WORDS) continue
      runs.push({
        articleId,
        span: { start: found[f]!.start, end: found[f + length - 1]!.end },
        quoteSpan: { start: quoted[q]!.start, end: quoted[q + length - 1]!.end },
        first: q,
        end: q + length,
      })
    }
  }
  return runs
}
