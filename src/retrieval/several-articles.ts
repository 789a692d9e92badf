/** A question about the articles themselves, or one that compares: one article alone cannot answer it. */
const ASKS_FOR_SEVERAL =
  /\b(?:which|what|how many|any|other|all|different|several) (?:of (?:the|my|these) )?(?:articles|authors|writers|sources|studies|papers|reports|outlets|publications|posts|texts|views|opinions|positions)\b|\b(?:articles|authors|writers|sources|studies|papers|reports|outlets|publications|posts|texts) (?:agree|disagree|differ|contradict|compare|mention|discuss|say|write|describe|recommend|report)\b|\b(?:compare|across (?:the |my |all )?(?:articles|sources|studies|papers))\b/i

export const asksForSeveralArticles = (question: string): boolean => ASKS_FOR_SEVERAL.test(question)

/** The best of each article first, in order; then all others, in order. */
export function bestOfEachFirst<T>(ranked: readonly T[], articleOf: (item: T) => string): T[] {
  const seen = new Set<string>()
  const firsts = ranked.filter((item) => !seen.has(articleOf(item)) && seen.add(articleOf(item)))
  const first = new Set(firsts)
  return [...firsts, ...ranked.filter((item) => !first.has(item))]
}
