import { letters } from '../comparable.js'
import type { Fact } from '../facts.js'

const WORD = "\\p{Lu}[\\p{L}\\p{M}\\p{N}.&-]*(?:['’](?!s\\b)\\p{L}+)?"
const NAMES = new RegExp(
  `(?<![\\p{L}\\p{N}])${WORD}(?: (?:(?:van|von|de|der|del|di|da|la|le|of|the|for|and) ){0,2}${WORD})*`,
  'gu',
)
/** Written in capitals for another reason than that they name something. */
const NO_NAMES = new Set(
  'i the a an in on at but and or so if when while after before for from since it he she they we you this that these those there as with to by however although because'.split(
    ' ',
  ),
)

/** Characters of the words before the name proper: "In Altdorf", "The Harbour Trust". */
function outerWords(found: string): number {
  const first = found.indexOf(' ')
  return first !== -1 && NO_NAMES.has(found.slice(0, first).toLowerCase()) ? first + 1 : 0
}

/** Runs of capitalised words. At the start of a sentence one capital says nothing: such a word alone is left out. */
export function namesIn(text: string): Fact[] {
  return [...text.matchAll(NAMES)].flatMap(({ 0: found, index }): Fact[] => {
    const outer = outerWords(found)
    const name = found.slice(outer).replace(/[.&-]+$/, '')
    const start = index + outer
    const opens = index === 0 || /[.!?]["”’)\]]*\s+["“‘(]?$/.test(text.slice(Math.max(0, index - 6), index))
    const alone = !name.includes(' ')
    const acronym = /^\p{Lu}{2,}/u.test(name) || /\p{N}/u.test(name)
    if (name.length < 2 || (alone && NO_NAMES.has(name.toLowerCase())) || (alone && opens && outer === 0 && !acronym))
      return []
    return [{ kind: 'name', text: name, span: { start, end: start + name.length }, value: letters(name) }]
  })
}
