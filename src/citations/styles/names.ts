import type { Author } from '../../articles/article.js'
import { cleanText } from '../clean-text.js'

/** Someone who is filed under a family name, or a name that is printed as it is written: an organisation, or a person whose parts are not known. */
export type Name =
  | { readonly kind: 'person'; readonly given: string; readonly family: string; readonly suffix: string }
  | { readonly kind: 'as-written'; readonly name: string }

const suffixAtEnd = /,? (?:(Jr|Sr)\.?|(I{2,3}|IV))$/
/** Names in these scripts put the family name first, without a comma, and have no initials. */
const familyFirstScripts = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー・\s]+$/u

export function nameOf(author: Author): Name | null {
  if ('literal' in author) return asWritten(author.literal)
  // `J.R.` are two initials: a space stands between them (Chicago 10.12; APA 9.8).
  const [given, ofGiven] = withoutSuffix(cleanText(author.given).replace(/(?<=\p{Lu}\.)(?=\p{Lu})/gu, ' '))
  const [family, ofFamily] = withoutSuffix(cleanText(author.family))
  if (given === '' || family === '') return asWritten(`${author.given} ${author.family}`)
  if (familyFirstScripts.test(given + family)) return asWritten(family + given)
  return { kind: 'person', given, family, suffix: ofFamily || ofGiven }
}

function asWritten(written: string): Name | null {
  const name = cleanText(written)
  return name === '' ? null : { kind: 'as-written', name }
}

function withoutSuffix(name: string): [string, string] {
  const match = suffixAtEnd.exec(name)
  return match === null ? [name, ''] : [name.slice(0, match.index), match[1] === undefined ? match[2]! : `${match[1]}.`]
}

/** `King, Martin Luther, Jr.` */
export const invertedName = (name: Name): string =>
  name.kind === 'as-written' ? name.name : filled([name.family, name.given, name.suffix]).join(', ')

/** `Martin Luther King Jr.` */
export const naturalName = (name: Name): string =>
  name.kind === 'as-written' ? name.name : filled([name.given, name.family, name.suffix]).join(' ')

/** `King`: what names the person in the text. */
export const shortName = (name: Name): string => (name.kind === 'as-written' ? name.name : name.family)

/** `King, M. L., Jr.`; `between` stands between the initials. */
export const initialledName = (name: Name, between: string): string =>
  name.kind === 'as-written' ? name.name : filled([name.family, initials(name.given, between), name.suffix]).join(', ')

/** A particle that is stored with the given name (`Ludwig van`) is no name and keeps its letters. */
function initials(given: string, between: string): string {
  const words = given.split(/[\s.]+/).filter((word) => /\p{L}/u.test(word))
  return words
    .map((word, i) => (/^\p{Ll}/u.test(word) && i > 0 ? ` ${word}` : `${i === 0 ? '' : between}${initialsOf(word)}`))
    .join('')
}

const initialsOf = (word: string): string =>
  word
    .split('-')
    .flatMap((part) => /\p{L}\p{M}*/u.exec(part) ?? [])
    .map((letter) => `${letter}.`)
    .join('-')

const filled = (parts: readonly string[]): string[] => parts.filter((part) => part !== '')

/** `A`, `A and B`, `A, B, and C`; `serial` is what stands before the conjunction of three or more, `pair` of two. */
export function listed(names: readonly string[], conjunction: string, { pair = ' ', serial = ', ' } = {}): string {
  if (names.length < 2) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')}${names.length === 2 ? pair : serial}${conjunction} ${names.at(-1)}`
}
