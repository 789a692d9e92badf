import type { ArticleMetadata, Author } from '../../src/articles/article.js'

export const nothingKnown: ArticleMetadata = {
  title: null,
  standfirst: null,
  authors: [],
  publisher: null,
  series: null,
  published: null,
  updated: null,
  url: null,
  language: null,
  tags: [],
  status: 'current',
}

const ada: Author = { given: 'Ada Maria', family: 'Brook' }
const jean: Author = { given: 'Jean-Luc', family: 'Roy' }
const mina: Author = { given: 'Mina', family: 'Okafor' }
const tomas: Author = { given: 'Tomás', family: 'Ibáñez' }
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const writers = (count: number): Author[] =>
  Array.from({ length: count }, (_, i) => ({ given: `Given${letters[i]}`, family: `Family${letters[i]}` }))

const url = 'https://example.org/low-water'
const news = { title: 'Low water in the harbour', publisher: 'The Shore', published: '2026-05-04', url, language: 'en' }

/** Articles as they come: what is known of each, and what is not. Every style has an expectation for every one. */
export const itemShapes = {
  'one author': { ...news, authors: [ada] },
  'no author': { ...news },
  'two authors': { ...news, authors: [ada, jean] },
  'three authors': { ...news, authors: [ada, jean, mina] },
  'four authors': { ...news, authors: [ada, jean, mina, tomas] },
  'eleven authors': { ...news, authors: writers(11) },
  'twenty-one authors': { ...news, authors: writers(21) },
  'corporate author': { ...news, authors: [{ literal: 'Harbour Commission' }] },
  'publisher is the author': { ...news, authors: [{ literal: 'The Shore' }] },
  'person and organisation': { ...news, authors: [ada, { literal: 'Shore Data Desk' }] },
  'no date': { ...news, authors: [ada], published: null },
  'year only': { ...news, authors: [ada], published: '2026' },
  'month only': { ...news, authors: [ada], published: '2026-09' },
  updated: { ...news, authors: [ada], updated: '2026-06-12' },
  'updated on the day': { ...news, authors: [ada], updated: '2026-05-04' },
  'updated, first date unknown': { ...news, authors: [ada], published: null, updated: '2026-06-12' },
  'quotation marks in the title': {
    ...news,
    authors: [ada],
    title: 'Mayor calls quay "a gift of the ‘old sea’" again',
  },
  'title ends in quotation marks': { ...news, authors: [ada], title: 'Mayor says quay is “a gift”' },
  'title ends in a question mark': { ...news, authors: [ada], title: 'Who moved the quay?' },
  'title ends in an exclamation mark': { ...news, authors: [ada], title: 'Mind the quay!' },
  'title ends in a full stop': { ...news, authors: [ada], title: 'The quay moved.' },
  'title with an apostrophe and a single-quoted word': {
    ...news,
    authors: [ada],
    title: "The mayor's 'gift' to the boys",
  },
  'accented name': { ...news, authors: [{ given: 'Łukasz Émile', family: 'Ångström' }] },
  'family name first': {
    ...news,
    authors: [{ given: '小明', family: '王' }],
    title: '港口水位低',
    publisher: '海岸报',
    language: 'zh',
  },
  'particle with the family name': { ...news, authors: [{ given: 'Vincent', family: 'van der Meer' }] },
  'particle with the given name': { ...news, authors: [{ given: 'Ludwig von', family: 'Stein' }] },
  'suffix Jr.': { ...news, authors: [{ given: 'Martin L.', family: 'Kane Jr.' }] },
  'suffix III': { ...news, authors: [{ given: 'John', family: 'Dale III' }] },
  'initials without spaces': { ...news, authors: [{ given: 'J.R.', family: 'Moss' }] },
  'no address': { ...news, authors: [ada], url: null },
  'no publication': { ...news, authors: [ada], publisher: null },
  'title and address alone': { title: news.title, url },
  'no title': { ...news, authors: [ada], title: null },
  'address alone': { url },
  'long title with a subtitle': {
    ...news,
    authors: [ada],
    title: 'The harbour that forgot its own name: how a town of four thousand lost its water and found a museum',
  },
  'foreign publication with an article': { ...news, authors: [ada], publisher: 'The Kust', language: 'nl' },
  retracted: { ...news, authors: [ada], status: 'retracted' },
} as const satisfies Record<string, Partial<ArticleMetadata>>

export type ItemShape = keyof typeof itemShapes

export const metadataOf = (shape: ItemShape): ArticleMetadata => ({ ...nothingKnown, ...itemShapes[shape] })

/** The day of access that every expectation is written for. */
export const accessed = '2026-11-24'
