import type { GoldSpan } from './gold.js'

/** A part of an article, as a passage or a quote has it. */
export interface ArticlePart {
  readonly articleId: string
  readonly span: { readonly start: number; readonly end: number }
}

/** Spans of one article that overlap become one: several annotators' versions of the same answer count once. */
export function mergedSpans(spans: readonly GoldSpan[]): GoldSpan[] {
  const sorted = [...spans].sort((a, b) => byText(a.articleId, b.articleId) || a.start - b.start || a.end - b.end)
  const merged: GoldSpan[] = []
  for (const span of sorted) {
    const last = merged.at(-1)
    if (last !== undefined && last.articleId === span.articleId && span.start < last.end) {
      merged[merged.length - 1] = { ...last, end: Math.max(last.end, span.end) }
    } else merged.push(span)
  }
  return merged
}

/** Whether a part answers: it holds at least half of the gold span, or at least half of it is gold. */
export function answers({ articleId, span }: ArticlePart, gold: GoldSpan): boolean {
  if (articleId !== gold.articleId) return false
  const shared = Math.min(span.end, gold.end) - Math.max(span.start, gold.start)
  return shared > 0 && shared >= 0.5 * Math.min(gold.end - gold.start, span.end - span.start)
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
