import type { EvalQuestion, EvalSet } from './eval-set.js'
import { shuffled } from './sample.js'

/** Opening an index takes longer than asking its few questions, so there is an end to it. */
const MOST_CORPORA = 80

/**
 * Small collections made of a set: each article that some question is about stands in one of them, others fill it up.
 * A question goes with the collection that holds all its relevant articles; an unanswerable one with the article that
 * it seems to be about, or, where the set names none, with the collections in turn.
 */
export function cutCorpora(set: EvalSet, articlesEach: number): EvalSet[] {
  const asked = new Set(set.questions.flatMap(articlesOf))
  const order = shuffled(set.articles, `${articlesEach}`)
  // The first half of each collection is articles with questions, the rest is whatever comes.
  const withQuestions = order.filter(({ id }) => asked.has(id))
  const others = order.filter(({ id }) => !asked.has(id))
  const groups: EvalSet['articles'][] = []
  while (withQuestions.length > 0 && groups.length < MOST_CORPORA) {
    const core = withQuestions.splice(0, Math.ceil(articlesEach / 2))
    const rest = [...others.splice(0, articlesEach - core.length)]
    rest.push(...withQuestions.splice(0, articlesEach - core.length - rest.length))
    const articles = [...core, ...rest]
    if (articles.length === articlesEach) groups.push(articles)
  }
  const homeless = shuffled(
    set.questions.filter((question) => articlesOf(question).length === 0),
    'homeless',
  )
  return groups.map((articles, number) => {
    const ids = new Set(articles.map(({ id }) => id))
    const own = set.questions.filter((question) => isAt(question, ids))
    const turn = homeless.filter((_, i) => i % groups.length === number)
    return { name: `${set.name}/${number}`, articles, questions: [...own, ...turn] }
  })
}

const articlesOf = ({ relevantArticles, about }: EvalQuestion): readonly string[] =>
  relevantArticles.length > 0 ? relevantArticles : about === null ? [] : [about]

function isAt(question: EvalQuestion, articleIds: ReadonlySet<string>): boolean {
  const articles = articlesOf(question)
  return articles.length > 0 && articles.every((id) => articleIds.has(id))
}
