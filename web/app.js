import { showArticle } from './reader.js'
import { createService } from './service.js'
import { shippedArticles, suggestionViews } from './suggestions.js'
import { notReadyView, problemView, questionView } from './views.js'

const form = document.querySelector('#ask')
const input = document.querySelector('#question')
const readiness = document.querySelector('#readiness')
const status = document.querySelector('#status')
const conversation = document.querySelector('#conversation')
const suggestions = document.querySelector('#suggestions')
const keyRequired = document.querySelector('#key-required')
const keyInput = document.querySelector('#key')
const keyRefused = document.querySelector('#key-refused')

const service = createService()
const gone = 'The service does not answer. Is it still running? Your question is kept: ask again when it is back.'
const RETRY_MS = 2_000
let retry

/** Learns at once what stands in the way of a question: a missing key, or articles that are still being read. */
async function lookAtService() {
  clearTimeout(retry)
  try {
    const response = await service.get(shippedArticles)
    const body = await response.json()
    readiness.replaceChildren()
    if (response.status === 401) askForKey()
    else if (body.code === 'NOT_READY') waitUntilReady(body)
    else if (response.ok) offerSuggestions(body.articles)
  } catch {
    status.replaceChildren(problemView(gone))
  }
}

function waitUntilReady(problem) {
  readiness.replaceChildren(notReadyView(problem))
  retry = setTimeout(lookAtService, RETRY_MS)
}

function offerSuggestions(articles) {
  const views = suggestionViews(articles, ask)
  suggestions.querySelector('ul').replaceChildren(...views)
  suggestions.hidden = views.length === 0 || conversation.hasChildNodes()
}

function askForKey() {
  if (service.holdsKey()) keyRefused.textContent = 'The service does not accept this key.'
  keyRequired.hidden = false
  keyInput.focus()
}

async function ask(question) {
  if (question === '' || form.ariaBusy === 'true') return
  input.value = question
  setBusy(true)
  try {
    const response = await service.ask(question)
    show(question, response, await response.json())
  } catch {
    status.replaceChildren(problemView(gone))
  } finally {
    setBusy(false)
  }
}

function show(question, response, body) {
  status.replaceChildren()
  if (response.status === 401) return askForKey()
  if (body.code === 'NOT_READY') return waitUntilReady(body)
  if (!response.ok) return status.replaceChildren(problemView(`${body.title}. ${body.detail}`))
  const view = questionView(question, body)
  conversation.prepend(view)
  suggestions.hidden = true
  input.value = ''
  // A reader reads on from here, a phone puts its keyboard away, and Tab leads to the first citation.
  view.querySelector('h2').focus()
}

function setBusy(busy) {
  form.ariaBusy = String(busy)
  form.querySelector('button').disabled = busy
  if (busy) status.textContent = 'Reading the articles…'
}

async function readWithKey(address) {
  try {
    const response = await service.get(address)
    if (response.ok) return await showArticle(document.querySelector('#reader'), response)
    const { title, detail } = await response.json()
    status.replaceChildren(problemView(`${title}. ${detail}`))
  } catch {
    status.replaceChildren(problemView(gone))
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  void ask(input.value.trim())
})

document.querySelector('#key-form').addEventListener('submit', async (event) => {
  event.preventDefault()
  service.useKey(keyInput.value.trim())
  keyRequired.hidden = true
  keyRefused.textContent = ''
  input.focus()
  await lookAtService()
  if (keyRequired.hidden) await ask(input.value.trim())
})

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="/articles/"]')
  if (link === null || !service.holdsKey()) return
  event.preventDefault()
  void readWithKey(link.getAttribute('href'))
})

input.focus()
void lookAtService()
