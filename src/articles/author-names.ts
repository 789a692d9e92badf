import type { Author } from './article.js'

const particles = new Set(
  'van von der den de del della di da do dos das du la le los las bin ibn bint abu ten ter zu zum af av y e i al el'.split(
    ' ',
  ),
)
const suffix = /^(?:jr|sr|ii|iii|iv|v|ph\.?d|m\.?d|esq)\.?$/i
// Words that stand with a capital where a name could stand, and never are one.
const notNames = new Set(
  `a an and any all are as at be before by during even every far for from how in into is it its means more most my night no not now of on one
  or our some such that the their then these this those to under virtue way we what when where which who why with your monday tuesday wednesday
  thursday friday saturday sunday january february march april june july august september october november december today tomorrow tonight
  yesterday noon midnight spring summer autumn winter about above across after against along among around beneath
  between beyond over through throughout toward towards upon within without`.split(/\s+/),
)
const roles =
  /\b(?:staff|writers?|editors?|editorial|correspondents?|reporters?|columnists?|contributors?|contributing|senior|junior|fellow|directors?|analysts?|professor|president|minister|bureau|chief|special|guest|opinion|research(?:ers?)?|scholar|lecturer|author|photographer|producer|adviser|advisor)\b/i
const organisationWords =
  /\b(?:the|institute|press|team|desk|news|agency|associated|board|times|post|center|centre|foundation|association|council|group|university|ministry|department|office|committee|network|society|company|inc|ltd|llc|gmbh|staff|editors?|editorial|international|service|services|magazine|journal|review|media|federation|union|bank|project|initiative)\b/i

const nameWord = /^(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lo}[\p{Lo}\p{M}]*|(?:al|el|d|o)[-'’]\p{Lu}[\p{L}\p{M}'’-]*)$/u

/** 2 to 5 words that each look like a part of a person's name; role words, weekdays and function words do not. */
export function looksLikeName(text: string): boolean {
  const words = text.split(' ')
  if (words.length < 2 || words.length > 5 || text.length > 60 || roles.test(text)) return false
  const isNameWord = (word: string): boolean => nameWord.test(word) && !notNames.has(word.toLowerCase())
  if (!words.every((word) => isNameWord(word) || particles.has(word) || suffix.test(word))) return false
  return isNameWord(words[0]!) && words.filter((word) => isNameWord(word) && !suffix.test(word)).length >= 2
}

const initial = /^\p{Lu}\.?$/u
const plainWord = /^\p{Lu}[\p{L}\p{M}'’-]+$/u

/** Given and family name only where the words leave no doubt which is which: two plain words, or with initials before the last. */
export function authorFromName(name: string): Author {
  const words = name.split(' ')
  const family = words.at(-1)!
  const safe =
    words.length >= 2 &&
    looksLikeName(name) &&
    !organisationWords.test(name) &&
    plainWord.test(family) &&
    !suffix.test(family) &&
    !words.some((word) => particles.has(word.toLowerCase())) &&
    (plainWord.test(words[0]!) || initial.test(words[0]!)) &&
    words.slice(1, -1).every((word) => initial.test(word))
  return safe ? { given: words.slice(0, -1).join(' '), family } : { literal: name }
}

/**
 * Reads the names in a field that someone filled in as the author: one name, or several with commas, semicolons or "and".
 * It is one name where its parts do not all look like names.
 */
export function authorsFromField(written: string): Author[] {
  const text = written.replace(/\s+/g, ' ').trim().replace(/^by /i, '')
  if (text === '') return []
  const inverted = /^([^\s,;]+), ([^\s,;]+(?: \p{Lu}\.)?)$/u.exec(text)
  if (inverted && !suffix.test(inverted[2]!) && !isAcronym(inverted[2]!) && !isAcronym(inverted[1]!))
    return [{ given: inverted[2]!, family: inverted[1]! }]
  const names = splitNames(text)
  return names.every(looksLikeName) ? names.map(authorFromName) : [authorFromName(text)]
}

/** "Reuters, AP" are two agencies. */
const isAcronym = (word: string): boolean => /^\p{Lu}{2,}$/u.test(word)

export const splitNames = (text: string): string[] =>
  text
    .replace(/, (?=(?:Jr|Sr|II|III|IV)\b)/g, ' ')
    .split(/\s*[;,]\s*(?:and |& )?| and | & /)
    .filter((name) => name !== '')

export const nameOf = (author: Author): string =>
  'literal' in author ? author.literal : `${author.given} ${author.family}`

/** The names in a byline, without "by"; null where these words are no byline. What follows the names (a role, a place) is left out. */
export function authorsFromByline(written: string): Author[] | null {
  const authors: Author[] = []
  for (const name of splitNames(written.replace(/ with /g, ' and '))) {
    if (!looksLikeName(name) && !isOrganisation(name)) break
    authors.push(authorFromName(name))
  }
  return authors.length === 0 ? null : authors
}

export const isOrganisation = (text: string): boolean => {
  const words = text.replace(/^The /, '').split(' ')
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    organisationWords.test(text) &&
    words.every((word) => /^\p{Lu}/u.test(word) || word === 'of')
  )
}
