/** Builds the page's parts from what the service answered. Everything is set as text: nothing of an article is markup. */

/** @param {string} question @param {object} answer the body of POST /api/ask */
export function questionView(question, answer) {
  const view = element('article', { class: 'exchange' }, element('h2', { tabindex: '-1', dir: 'auto' }, question))
  view.append(...(answer.kind === 'answered' ? answered(answer) : declined(answer)))
  return view
}

export const problemView = (message) => element('p', { class: 'problem' }, message)

/** @param {{ detail: string }} problem of code NOT_READY */
export const notReadyView = ({ detail }) =>
  element('p', { class: 'notice' }, element('strong', {}, 'Not ready to answer yet. '), detail)

/** What a reader should know of a sentence that a language model wrote; what is supported needs no remark. */
const verdicts = {
  partly_supported: 'several sources together',
  unsupported: 'not in the articles',
}

function answered({ segments, citations, passages, confidence, fallbackReason, writing }) {
  const text = element('p', { class: 'answer', dir: 'auto' })
  for (const segment of segments) {
    text.append(segment.kind === 'quote' ? element('q', {}, segment.text) : segment.text)
    // A marker never stands at the start of a line: a no-break space holds it to its words.
    for (const marker of segment.citations) text.append('\u00a0', markerLink(citations, marker))
    const remark = verdicts[segment.verdict]
    if (remark !== undefined) text.append('\u00a0', element('span', { class: 'remark' }, `(${remark})`))
    text.append(' ')
  }
  return [
    text,
    ...(writing === null ? [] : [writingNote(writing, fallbackReason)]),
    element('p', { class: 'facts' }, `Confidence that the articles answer this: ${Math.round(confidence * 100)} %`),
    element(
      'ol',
      { class: 'citations', 'aria-label': 'Sources' },
      ...citations.map((citation) =>
        citationView(
          citation,
          passages.find(({ id }) => id === citation.passageId),
        ),
      ),
    ),
  ]
}

/** Who wrote the answer, and what was thrown away of it. */
function writingNote({ model, unsupported }, fallbackReason) {
  const dropped = unsupported.length === 0 ? '' : ` ${unsupported.length} of its sentences had no support in them.`
  const who =
    fallbackReason === null
      ? `Written by ${model} from the articles; each sentence was checked against its sources.`
      : `${model} gave no whole answer (${fallbackReason.replaceAll('_', ' ')}): the articles’ own sentences take its place.`
  return element('p', { class: 'facts' }, who + dropped)
}

function markerLink(citations, marker) {
  const { permalink } = citations.find((citation) => citation.marker === marker)
  return element('a', { href: citedAt(permalink), class: 'marker', 'aria-label': `Source ${marker}` }, `[${marker}]`)
}

function citationView({ marker, quote, span, article, reference, permalink, link, sourceLines }, passage) {
  return element(
    'li',
    { value: marker },
    element('p', { class: 'title' }, element('bdi', {}, article.title ?? article.id)),
    facts(article, sourceLines),
    inContext(quote, span, passage, article.language),
    retraction(article),
    element('p', { class: 'reference', dir: 'auto' }, reference),
    element(
      'p',
      { class: 'actions' },
      element('a', { href: citedAt(permalink) }, 'See it in the article'),
      link !== null && element('a', { href: link, rel: 'noreferrer noopener' }, 'Publisher’s page'),
      copyButton('Copy quote', `“${quote}”`),
      copyButton('Copy reference', reference),
    ),
  )
}

const CONTEXT_CHARACTERS = 160

/** The quote between the words that stand around it in its passage, cut between words; alone where the answer came without the passage. */
function inContext(quote, span, passage, language) {
  const start = passage === undefined ? 0 : span.start - passage.span.start
  const before = passage?.text.slice(0, start) ?? ''
  const after = passage?.text.slice(start + quote.length) ?? ''
  const isCut = ({ length }) => length > CONTEXT_CHARACTERS
  return element(
    'blockquote',
    { lang: language, dir: 'auto' },
    isCut(before) ? before.slice(-CONTEXT_CHARACTERS).replace(/^\S*/, '…') : before,
    element('span', { class: 'quote' }, quote),
    isCut(after) ? after.slice(0, CONTEXT_CHARACTERS).replace(/\S*$/, '…') : after,
  )
}

function declined({ reason, missingWords, lookedAt, closest }) {
  return [
    element(
      'div',
      { class: 'declined' },
      element('p', { class: 'verdict' }, 'Not answered'),
      element('p', {}, reasons[reason]),
      element('p', { class: 'facts' }, looked(lookedAt)),
      missingWords.length > 0 &&
        element('p', { class: 'facts' }, `Nowhere in them: ${missingWords.map((word) => `“${word}”`).join(', ')}.`),
    ),
    closest.length > 0 && nearest(closest.slice(0, 3)),
  ].filter(Boolean)
}

const reasons = {
  no_topic: 'The articles say nothing about this.',
  topic_but_not_this: 'The articles touch on this, but do not answer it.',
  outside_filters: 'No article passes these filters.',
  empty_corpus: 'There are no articles yet. Put some into the corpus folder and start the service again.',
}

function looked({ articles, passages, publishedFrom, publishedTo }) {
  const dates = publishedFrom === publishedTo ? publishedFrom : `${publishedFrom} to ${publishedTo}`
  const published = publishedFrom === null ? '' : `, published ${dates}`
  return `Looked at ${count(articles, 'article')} with ${count(passages, 'passage')}${published}.`
}

function nearest(passages) {
  const views = passages.map(({ text, article, span, sourceLines }) => {
    const version = article.textSha256.slice(0, 12)
    const page = `/articles/${encodeURIComponent(article.id)}?text=${version}&start=${span.start}&end=${span.end}`
    return element(
      'li',
      {},
      element(
        'p',
        { class: 'title' },
        element('a', { href: citedAt(page) }, element('bdi', {}, article.title ?? article.id)),
      ),
      facts(article, sourceLines),
      retraction(article),
      element('blockquote', { lang: article.language, dir: 'auto' }, text),
    )
  })
  const summary = element('summary', {}, 'The nearest passages, which do not answer it')
  return element('details', { class: 'nearest' }, summary, element('ul', {}, ...views))
}

const retraction = ({ status }) =>
  status === 'retracted' && element('p', { class: 'notice' }, 'This article has been retracted.')

/** Each part is isolated, so that a name with right-to-left marks cannot turn its neighbours round. */
function facts({ authors, publisher, published }, { first, last }) {
  const names = authors.map((author) => author.literal ?? `${author.given} ${author.family}`).join(', ')
  const lines = first === last ? `line ${first}` : `lines ${first}–${last}`
  const parts = [names, publisher, published ?? 'no date', lines].filter(Boolean)
  return element('p', { class: 'facts' }, ...parts.flatMap((part, i) => [i > 0 && ' · ', element('bdi', {}, part)]))
}

const COPIED_MS = 2_000

function copyButton(label, text) {
  const button = element('button', { type: 'button', 'aria-live': 'polite' }, label)
  button.addEventListener('click', async () => {
    // Browsers offer no clipboard to pages on plain http, except on the own machine.
    button.textContent =
      (await navigator.clipboard?.writeText(text).then(
        () => 'Copied',
        () => null,
      )) ?? 'Cannot copy here'
    setTimeout(() => {
      button.textContent = label
    }, COPIED_MS)
  })
  return button
}

/** A permalink may carry the public address; on this page its path is enough. */
function citedAt(permalink) {
  const { pathname, search } = new URL(permalink, location.href)
  return `${pathname}${search}#cited`
}

const count = (number, noun) => `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`

/** Attributes that are null and children that are false are left out. */
function element(name, attributes, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value)
  node.append(...children.filter((child) => child !== false))
  return node
}
