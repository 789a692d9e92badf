import { createHash } from 'node:crypto'

/**
 * The same `count` of the items in every run, spread as if drawn at random; a smaller sample is a part of a larger one.
 * In the order of the whole.
 */
export function sample<Item extends { readonly id: string }>(items: readonly Item[], count: number): Item[] {
  if (count >= items.length) return [...items]
  const chosen = new Set(shuffled(items).slice(0, count))
  return items.filter((item) => chosen.has(item))
}

/** By a hash of each id, so that the order does not depend on the other items. */
export function shuffled<Item extends { readonly id: string }>(items: readonly Item[], seed = ''): Item[] {
  const keyed = items.map((item) => ({ item, key: createHash('sha256').update(`${seed}${item.id}`).digest('hex') }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ item }) => item)
}
