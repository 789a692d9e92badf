import { numbersOf } from './dates.js'
import type { Name } from './names.js'
import type { Choices, Work } from './work.js'

/**
 * One item of the Citation Style Language's JSON, for Zotero, Pandoc and others: `article-newspaper` of a publication, else `webpage`.
 * @see https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV.
 */
export function cslJson(work: Work, { accessed }: Choices, key: string): string {
  const date = work.published ?? work.updated
  const notes = [
    work.isRetracted ? 'Retracted' : null,
    work.updated !== null && work.published !== null ? `Updated ${work.updated}` : null,
  ].filter((note) => note !== null)
  const item = {
    id: key,
    type: work.publication === null ? 'webpage' : 'article-newspaper',
    ...(work.authors.length === 0 ? {} : { author: work.authors.map(cslName) }),
    ...(work.title === null ? {} : { title: withoutTags(work.title) }),
    ...(work.publication === null ? {} : { 'container-title': withoutTags(work.publication) }),
    ...(date === null ? {} : { issued: { 'date-parts': [numbersOf(date)] } }),
    ...(work.address === null ? {} : { URL: work.address }),
    ...(accessed === null || work.address === null ? {} : { accessed: { 'date-parts': [numbersOf(accessed)] } }),
    ...(work.language === null ? {} : { language: work.language }),
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  }
  return JSON.stringify(item, null, 2)
}

function cslName(name: Name): Record<string, string> {
  if (name.kind === 'as-written') return { literal: name.name }
  return { family: name.family, given: name.given, ...(name.suffix === '' ? {} : { suffix: name.suffix }) }
}

/** Programs read `<i>` and its like in a title as formatting; an invisible joiner keeps them words. */
const withoutTags = (text: string): string => text.replace(/<(?=\/?(?:i|b|sc|sup|sub|span)\b)/gi, '<\u2060')
