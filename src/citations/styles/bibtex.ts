import { dateParts } from './dates.js'
import type { Name } from './names.js'
import type { Choices, Work } from './work.js'

const monthMacros = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/**
 * An entry for BibTeX and BibLaTeX: `@article` of a publication, else `@misc`. `date` and `urldate` are BibLaTeX's; BibTeX reads
 * `year` and `month`.
 * @see Patashnik, BibTeXing (1988), sections 3 and 4; the biblatex package, sections 2.1.1 and 2.3.8.
 */
export function bibtex(work: Work, { accessed, pinpoint }: Choices, key: string): string {
  const date = work.published ?? work.updated
  const { year, month } = date === null ? { year: null, month: null } : dateParts(date)
  const notes = [
    work.isRetracted ? 'Retracted' : null,
    work.updated !== null && work.published !== null ? `Updated ${work.updated}` : null,
    pinpoint,
  ].filter((note) => note !== null)
  const fields: [string, string | null][] = [
    ['author', work.authors.length === 0 ? null : braced(work.authors.map(authorOf).join(' and '))],
    // Doubled braces keep styles from changing the title's capitals.
    ['title', work.title === null ? null : braced(braced(escapeTex(work.title)))],
    ['journal', work.publication === null ? null : braced(escapeTex(work.publication))],
    ['date', date === null ? null : braced(date)],
    ['year', year === null ? null : braced(year)],
    ['month', month === null ? null : monthMacros[month - 1]!],
    ['url', work.address === null ? null : braced(work.address)],
    ['urldate', accessed === null || work.address === null ? null : braced(accessed)],
    ['language', work.language === null ? null : braced(escapeTex(work.language))],
    ['note', notes.length === 0 ? null : braced(escapeTex(notes.join('; ')))],
  ]
  const lines = fields.filter(([, value]) => value !== null).map(([name, value]) => `  ${name} = ${value},`)
  return `@${work.publication === null ? 'misc' : 'article'}{${key},\n${lines.join('\n')}\n}`
}

const braced = (text: string): string => `{${text}}`

/** `Family, Suffix, Given`. Braces keep together what is one name, and words that BibTeX would take for its own `and`. */
function authorOf(name: Name): string {
  if (name.kind === 'as-written') return braced(escapeTex(name.name))
  const parts = [name.family, ...(name.suffix === '' ? [] : [name.suffix]), name.given]
  return parts.map((part) => (/,|\band\b/i.test(part) ? braced(escapeTex(part)) : escapeTex(part))).join(', ')
}

const commands: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  // BibTeX counts braces even after a backslash, so that one alone must not stand in a field.
  '{': '\\textbraceleft{}',
  '}': '\\textbraceright{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '`': '\\textasciigrave{}',
}

/** Every character that TeX reads as something else than itself; two hyphens would become a dash. */
export const escapeTex = (text: string): string =>
  text.replace(/[\\{}~^<>|`%$&#_]/g, (character) => commands[character] ?? `\\${character}`).replace(/-(?=-)/g, '-{}')
