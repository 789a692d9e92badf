import type { CitedArticle } from '../citations/citation.js'

/** What a list calls an article by; nothing of a retracted one is shown unmarked. */
export const titleOf = ({ id, title, status }: CitedArticle): string =>
  `${title ?? id}${status === 'retracted' ? ' [RETRACTED]' : ''}`
