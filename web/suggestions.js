/** Each is answered by an article that ships in `corpus/`, and is offered only while that article is served. */
const suggestedQuestions = [
  ['apa-7-missing-author-or-date', 'How does APA 7 treat an article that has no author?'],
  ['confidence-and-declining', 'What is the Brier score?'],
  ['running-attest-adding-articles', 'Which file formats does Attest read?'],
  ['language-models-and-invented-citations', 'How many of the citations written by GPT-4 were fabricated?'],
  ['running-attest-backups-and-the-index', 'What do I lose if I delete the index?'],
  ['brief-tehran-concessions', 'Why are Iran’s leaders giving ground, according to Hamdi Malik?'],
]

/** The shipped articles that are served: hardly anyone else's name this publisher. */
export const shippedArticles = '/api/articles?publisher=Attest%20Handbook&limit=500'

/** @param {{ id: string }[]} articles what is at `shippedArticles` @returns {HTMLLIElement[]} */
export function suggestionViews(articles, ask) {
  const served = new Set(articles.map(({ id }) => id))
  return suggestedQuestions.filter(([id]) => served.has(id)).map(([, question]) => suggestionView(question, ask))
}

function suggestionView(question, ask) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = question
  button.addEventListener('click', () => ask(question))
  const item = document.createElement('li')
  item.append(button)
  return item
}
