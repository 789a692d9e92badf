import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, AnsweredQuestion, DeclinedQuestion } from '../../src/answers/answer.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

const quote = 'The last keeper, Ines Duarte, left the tower in 1968.'

async function ask({ page }: WatchedPage, question: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Your question').fill(question)
  await page.getByRole('button', { name: 'Ask' }).click()
  await page.getByRole('heading', { name: question }).waitFor()
}

const askAnswered = (watched: WatchedPage) => ask(watched, 'When did the last keeper leave the lighthouse?')
const askDeclined = (watched: WatchedPage) => ask(watched, 'Which enzyme repairs damaged DNA in zebrafish?')

describe.each(looks)('on a $name window', (look) => {
  test('the empty page asks for a question', async () => {
    const watched = await chromium.open(served.url, look)
    await watched.page.goto('/')
    await expect.poll(() => watched.page.evaluate(() => document.activeElement?.id)).toBe('question')
    await watched.expectSound('empty')
  })

  test('an answer shows its quotes, each with its article, its context and its reference', async () => {
    const watched = await chromium.open(served.url, look)
    await askAnswered(watched)
    const source = watched.page.getByRole('list', { name: 'Sources' }).getByRole('listitem').first()
    expect(await watched.page.locator('.answer q').first().textContent()).toBe(quote)
    expect(await source.locator('.quote').textContent()).toBe(quote)
    expect(await source.textContent()).toContain('Nora Vale · Coast Review · 2026-02')
    expect(await source.textContent()).toContain('Vale, N. (2026, February). The lighthouse at Skerry Point.')
    await watched.expectSound('answer')
  })

  test('an abstention is no answer: it says what was looked at and opens the nearest passages', async () => {
    const watched = await chromium.open(served.url, look)
    await askDeclined(watched)
    const { page } = watched
    expect(await page.locator('.answer, .citations').count()).toBe(0)
    expect(await page.getByText('Not answered').isVisible()).toBe(true)
    expect(await page.locator('.declined').textContent()).toMatch(
      /Looked at 5 articles with \d+ passages, published 2024-06-01 to 2026-03-03\./,
    )
    expect(await page.locator('.declined').textContent()).toContain('“zebrafish”')
    await page.getByText('The nearest passages').click()
    const nearest = page.locator('.nearest a').first()
    await watched.expectSound('abstention')
    await nearest.click()
    await expect.poll(() => page.locator('#cited').isVisible()).toBe(true)
  })

  test('a marker leads to the article, with the cited words marked and in view', async () => {
    const watched = await chromium.open(served.url, look)
    await askAnswered(watched)
    const { page } = watched
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    await page.waitForURL(/\/articles\/lighthouse\?.*#cited$/)
    const cited = page.locator('#cited')
    expect(await cited.textContent()).toBe(quote)
    await watched.expectInView(cited)
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The lighthouse at Skerry Point')
    await watched.expectSound('article')
  })
})

/** The service's own answer, changed on its way to the page. */
async function changeAnswer<Given extends Answer>({ page }: WatchedPage, change: (answer: Given) => object) {
  await page.route('**/api/ask', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: change(await response.json()) })
  })
}

test('a quote whose passage did not come with the answer is shown by itself', async () => {
  const watched = await chromium.open(served.url, desktop)
  await changeAnswer<AnsweredQuestion>(watched, (answer) => ({ ...answer, passages: [] }))
  await askAnswered(watched)
  expect(await watched.page.locator('.citations blockquote').first().textContent()).toBe(quote)
})

test('a nearest passage of a retracted article is marked', async () => {
  const watched = await chromium.open(served.url, desktop)
  await changeAnswer<DeclinedQuestion>(watched, ({ closest: [nearest], ...answer }) => ({
    ...answer,
    closest: [{ ...nearest, article: { ...nearest!.article, status: 'retracted' } }],
  }))
  await askDeclined(watched)
  expect(await watched.page.locator('.nearest').textContent()).toContain('This article has been retracted.')
})

test('an address without “#cited” brings the cited words into view as well', async () => {
  const watched = await chromium.open(served.url, phone)
  const { text } = (await served.attest.article('lighthouse'))!
  const start = text.indexOf(quote)
  await watched.page.goto(`/articles/lighthouse?start=${start}&end=${start + quote.length}`)
  await watched.expectInView(watched.page.locator('#cited'))
})

test('a question is asked and its citation opened with the keyboard alone', async () => {
  const { page } = await chromium.open(served.url, desktop)
  await page.goto('/')
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur())
  await page.keyboard.press('Tab')
  await page.keyboard.type('When did the last keeper leave the lighthouse?')
  await page.keyboard.press('Enter')
  await page.locator('.answer').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Source 1')
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/articles\/lighthouse\?/)
})

test.each([
  ['Copy quote', `“${quote}”`],
  [
    'Copy reference',
    'Vale, N. (2026, February). The lighthouse at Skerry Point. Coast Review. https://example.org/lighthouse',
  ],
])('“%s” puts it on the clipboard', async (name, expected) => {
  const watched = await chromium.open(served.url, desktop)
  await askAnswered(watched)
  await watched.page.getByRole('button', { name }).first().click()
  await watched.page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await watched.page.evaluate(() => navigator.clipboard.readText())).toBe(expected)
})

test('a further question is answered above the earlier one', async () => {
  const watched = await chromium.open(served.url, phone)
  await askAnswered(watched)
  await watched.page.getByLabel('Your question').fill('How much honey does a colony eat?')
  await watched.page.keyboard.press('Enter')
  await expect
    .poll(() => watched.page.locator('.exchange h2').allTextContents())
    .toEqual(['How much honey does a colony eat?', 'When did the last keeper leave the lighthouse?'])
})

test.each([
  ['no-preference', 1],
  ['reduce', 0],
] as const)('waiting under “prefers-reduced-motion: %s” runs %i animations', async (reducedMotion, animations) => {
  const { page } = await chromium.open(served.url, desktop, reducedMotion)
  const held: Route[] = []
  await page.route('**/api/ask', (route) => void held.push(route))
  await page.goto('/')
  await page.getByLabel('Your question').fill('When did the last keeper leave the lighthouse?')
  await page.keyboard.press('Enter')
  await page.getByText('Reading the articles…').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(animations)
  await expect.poll(() => held.length).toBe(1)
  await held[0]!.continue()
  await page.locator('.answer').waitFor()
})
