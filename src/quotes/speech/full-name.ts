/** Capitalised words that follow each other; the last is taken for the family name. */
const FULL_NAME =
  /\p{Lu}[\p{L}\p{M}'’-]+(?: \p{Lu}\.)?(?: (?:van|von|de|der|del|di|da|la|le))*(?: \p{Lu}[\p{L}\p{M}'’-]+)+/gu
/** They begin sentences and names of other things. */
const NO_NAMES =
  /^(?:The|A|An|In|On|At|But|And|When|After|Before|For|From|Since|While|It|He|She|They|This|That|Last|Next|Every)\b/
const TITLES = /^(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame|Judge|Captain|President|Minister|Senator|Mayor|Chancellor)\.? /

/**
 * A speaker as the article introduces them before: a family name alone becomes the one full name that ends with it. Null
 * for a pronoun whose meaning is in doubt.
 * @param before the article's text up to the words that are reported.
 */
export function fullName(speaker: string, before: string): string | null {
  if (/^(?:he|she|they)$/i.test(speaker)) return onlyPerson(before)
  const bare = speaker.replace(TITLES, '')
  if (bare.includes(' ') || !/^\p{Lu}/u.test(bare)) return bare
  const full = new Set(namesIn(before).filter((name) => name.endsWith(` ${bare}`)))
  return full.size === 1 ? [...full][0]! : bare
}

/** The one person whom the last two paragraphs name. */
function onlyPerson(before: string): string | null {
  const paragraphs = before.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')
  const names = new Set(namesIn(paragraphs.slice(-2).join('\n')))
  return names.size === 1 ? [...names][0]! : null
}

const namesIn = (text: string): string[] =>
  (text.match(FULL_NAME) ?? [])
    .map((name) => name.replace(TITLES, ''))
    .filter((name) => !NO_NAMES.test(name) && name.includes(' '))
