import { type IndexedArticle, indexedArticle } from '../indexed-articles.js'

/** Articles that all tell the number of their version. */
export const numberedArticles = (number: number): IndexedArticle[] =>
  ['a', 'b', 'c'].map((id) => indexedArticle({ id, paragraphs: [`Version ${number} of ${id}.`, 'The end.'] }, 4))
