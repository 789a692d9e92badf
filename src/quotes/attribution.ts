import { nameOf } from '../articles/author-names.js'
import { foldText } from '../search-index/fold-text.js'
import type { ArticleSummary } from '../search-index/search-index.js'

const PARTS = /[\p{L}\p{N}]+/gu
const TITLES: ReadonlySet<string> = new Set('dr prof professor sir dame mr mrs ms by the'.split(' '))

/**
 * Whether a claimed name can be the name of one of these: authors, publisher, the person who speaks. Case, accents,
 * titles and order do not matter; initials and a family name alone fit any name that they begin or end.
 */
export function mayBe(claimed: string, { metadata }: ArticleSummary, speaker: string | null): boolean {
  const names = [...metadata.authors.map(nameOf), metadata.publisher, speaker].filter((name) => name !== null)
  return names.some((name) => fits(partsOf(claimed), partsOf(name)))
}

/** Every part of the shorter name is a part, or the initial of a part, of the other; the family name is there in full. */
function fits(claimed: readonly string[], name: readonly string[]): boolean {
  const [shorter, longer] = claimed.length <= name.length ? [claimed, name] : [name, claimed]
  const meets = (part: string) =>
    longer.some((other) => other === part || isInitial(part, other) || isInitial(other, part))
  return shorter.length > 0 && shorter.every(meets) && shorter.some((part) => part.length > 1 && longer.includes(part))
}

const isInitial = (part: string, of: string): boolean => part.length === 1 && of.startsWith(part)

const partsOf = (name: string): string[] => (foldText(name).match(PARTS) ?? []).filter((part) => !TITLES.has(part))
