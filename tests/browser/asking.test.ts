import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AnsweredQuestion, DeclinedQuestion } from '../../src/answers/answer.js'
import { answered, ask, askHeld, askHere, changeAnswer, declined, quote } from './asking.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

const reference =
  'Vale, N. (2026, February). The lighthouse at Skerry Point. Coast Review. https://example.org/lighthouse'
const panel = ({ page }: WatchedPage) => page.getByRole('dialog', { name: 'Source 1' })

describe.each(looks)('on a $name window', (look) => {
  test('the empty page asks for a question', async () => {
    const watched = await chromium.open(served.url, look)
    await watched.page.goto('/')
    await expect.poll(() => watched.page.evaluate(() => document.activeElement?.id)).toBe('question')
    await watched.page.getByText('Only some articles').click()
    await watched.expectSound('empty')
  })

  test('an answer shows its quotes, each with its article and its context', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, answered)
    const source = watched.page.getByRole('list', { name: 'Sources' }).getByRole('listitem').first()
    expect(await watched.page.locator('.answer q').first().textContent()).toBe(quote)
    expect(await source.locator('mark').textContent()).toBe(quote)
    expect(await source.textContent()).toContain('Nora Vale · Coast Review · February 2026')
    await watched.expectSound('answer')
  })

  test('an abstention is no answer: it says what was looked at and opens the nearest passages', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, declined)
    const { page } = watched
    expect(await page.locator('.answer, .citations').count()).toBe(0)
    expect(await page.getByText('Not answered').isVisible()).toBe(true)
    expect(await page.locator('.declined').textContent()).toMatch(
      /Looked at 5 articles with \d+ passages, published June 1, 2024 to March 3, 2026\./,
    )
    expect(await page.locator('.declined').textContent()).toContain('“zebrafish”')
    await page.getByText('The nearest passages').click()
    await watched.expectSound('abstention')
  })

  test('a marker opens its citation: the article at the quote, why it was taken, and ways to copy it', async () => {
    const watched = await chromium.open(served.url, look)
    await ask(watched, answered)
    const { page } = watched
    await page.getByRole('link', { name: 'Source 1' }).first().click()
    const cited = panel(watched).locator('#cited')
    await cited.waitFor()
    expect(await panel(watched).locator('mark').allTextContents()).toEqual([quote])
    expect((await panel(watched).locator('mark strong').textContent())!.length).toBeGreaterThan(0)
    expect(quote).toContain(await panel(watched).locator('mark strong').textContent())
    await watched.expectInView(cited)
    await panel(watched).getByText('Why this source').click()
    expect(await panel(watched).getByRole('meter').count()).toBe(2)
    await watched.expectSound('citation')
    await page.keyboard.press('Escape')
    await panel(watched).waitFor({ state: 'detached' })
    await expect.poll(() => page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Source 1')
  })
})

test('a quote whose passage did not come with the answer is shown by itself', async () => {
  const watched = await chromium.open(served.url, desktop)
  await changeAnswer<AnsweredQuestion>(watched, (answer) => ({ ...answer, passages: [] }))
  await ask(watched, answered)
  expect(await watched.page.locator('.citations blockquote').first().textContent()).toBe(quote)
})

test('a nearest passage of a retracted article is marked', async () => {
  const watched = await chromium.open(served.url, desktop)
  await changeAnswer<DeclinedQuestion>(watched, ({ closest: [nearest], ...answer }) => ({
    ...answer,
    closest: [{ ...nearest, article: { ...nearest!.article, status: 'retracted' } }],
  }))
  await ask(watched, declined)
  expect(await watched.page.locator('.nearest').textContent()).toContain('This article has been retracted.')
})

test('a question is asked, its citation opened, a quote copied and the next question asked with the keyboard alone', async () => {
  const { page } = await chromium.open(served.url, desktop)
  await page.goto('/')
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('question')
  await page.keyboard.type(answered)
  await page.keyboard.press('Enter')
  await page.locator('.answer').waitFor()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('Source 1')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  while ((await focused()) !== 'Quote') await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  await page.keyboard.press('Escape')
  while ((await page.evaluate(() => document.activeElement?.id)) !== 'question') await page.keyboard.press('Tab')
  await page.keyboard.type('How much honey does a colony eat?')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.locator('.exchange').count()).toBe(2)
})

test.each([
  ['Quote', `“${quote}”`],
  ['Reference', reference],
  ['Link to publisher', /^https:\/\/example\.org\/lighthouse#:~:text=/],
  ['Address here', /\/articles\/lighthouse\?text=[0-9a-f]{12}&start=\d+&end=\d+/],
  [
    'Markdown footnote',
    /^“The last keeper, Ines Duarte, left the tower in 1968\.”\[\^lighthouse-\d+\]\n\n\[\^lighthouse-\d+\]: Vale, N\. \(2026, February\)\..*\n$/,
  ],
])('“%s” puts it on the clipboard', async (name, expected) => {
  const watched = await chromium.open(served.url, desktop)
  await ask(watched, answered)
  await watched.page.getByRole('link', { name: 'Source 1' }).first().click()
  await panel(watched).getByRole('button', { name, exact: true }).click()
  await watched.page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await watched.page.evaluate(() => navigator.clipboard.readText())).toEqual(
    typeof expected === 'string' ? expected : expect.stringMatching(expected),
  )
})

test('a word processor gets the reference with its italics, and in the style that was chosen last', async () => {
  const watched = await chromium.open(served.url, phone)
  const { page } = watched
  await ask(watched, answered)
  await page.getByRole('link', { name: 'Source 1' }).first().click()
  await page.getByLabel('Reference style').selectOption('MLA 9')
  await page.getByRole('button', { name: 'For a word processor' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const html = await page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return (await item!.getType('text/html')).text()
  })
  expect(html).toContain('<i>Coast Review</i>')
  await page.reload()
  await page.getByRole('link', { name: 'Source 1' }).first().click()
  expect(await page.getByLabel('Reference style').inputValue()).toBe('mla')
})

test('a follow-up is understood from what was said before, and stands below it', async () => {
  const watched = await chromium.open(served.url, phone)
  await ask(watched, 'Who built the lighthouse at Skerry Point?')
  await askHere(watched, 'When did its last keeper leave?')
  expect(await watched.page.locator('.exchange h2').allTextContents()).toEqual([
    'Who built the lighthouse at Skerry Point?',
    'When did its last keeper leave?',
  ])
  expect(await watched.page.locator('.exchange').last().textContent()).toContain('Understood as “')
  expect(await watched.page.locator('.answer').last().textContent()).toContain('1968')
})

test('filters leave articles out, and go along with the link to a question', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await page.goto('/')
  await page.getByText('Only some articles').click()
  await page.getByLabel('Published until').fill('2024')
  await askHere(watched, answered)
  expect(await page.locator('.declined').textContent()).toMatch(/Looked at 1 article /)
  await page.getByRole('button', { name: 'Copy a link to this question' }).click()
  const shared = await page.evaluate(() => navigator.clipboard.readText())
  const other = await chromium.open(served.url, phone)
  await other.page.goto(shared)
  expect(await other.page.locator('.declined').textContent()).toMatch(/Looked at 1 article /)
})

test('a date that is none is refused where it was typed', async () => {
  const { page } = await chromium.open(served.url, desktop)
  await page.goto('/')
  await page.getByText('Only some articles').click()
  await page.getByLabel('Published from').fill('yesterday')
  await page.getByLabel('Your question').fill(answered)
  await page.keyboard.press('Enter')
  expect(await page.getByLabel('Published from').evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(
    'Expected YYYY, YYYY-MM or YYYY-MM-DD',
  )
  expect(await page.locator('.exchange').count()).toBe(0)
})

test('a question can be stopped and asked once more', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await askHeld(watched, answered)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped.').waitFor()
  await watched.expectSound('stopped')
  await page.unroute('**/api/ask')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.answer').waitFor()
  expect(await page.locator('.exchange').count()).toBe(1)
})

test('a question that is asked once more is not lost where a key is needed by now', async () => {
  const watched = await chromium.open(served.url, desktop)
  watched.allowFailures('401 /api/ask')
  const { page } = watched
  const held = await askHeld(watched, answered)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => held.length).toBe(2)
  await held[1]!.fulfill({
    status: 401,
    contentType: 'application/problem+json',
    json: { code: 'UNAUTHORIZED', title: 'No valid key', detail: 'Expected a key.', status: 401 },
  })
  await page.getByRole('textbox', { name: 'API key' }).waitFor()
  await page.getByText('Stopped.').waitFor()
  expect(await page.locator('.exchange h2').textContent()).toBe(answered)
})

test('a refusal is told in the words of the service, and the question can be asked again', async () => {
  const watched = await chromium.open(served.url, phone)
  watched.allowFailures('503 /api/ask')
  const { page } = watched
  await page.route('**/api/ask', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      json: {
        code: 'INFERENCE_OVERLOADED',
        title: 'Too many questions at once',
        detail: 'Ask again in 2 s.',
        status: 503,
      },
    }),
  )
  await ask(watched, answered)
  await page.getByText('Too many questions at once. Ask again in 2 s.').waitFor()
  await watched.expectSound('refused')
  await page.unroute('**/api/ask')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.locator('.answer').waitFor()
})

test('a stream that is cut off keeps what had come, and says so', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await page.route('**/api/ask', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/^event: done[\s\S]*/m, '')
    await route.fulfill({ response, body })
  })
  await ask(watched, answered)
  expect(await page.locator('.answer q').first().textContent()).toBe(quote)
  expect(await page.locator('.problem').textContent()).toContain('The service does not answer.')
})

test('a segment is on the screen in the frame after its arrival', async () => {
  const { page } = await chromium.open(served.url, desktop)
  await page.addInitScript(() => {
    const original = window.fetch
    const told = new TransformStream<Uint8Array, Uint8Array>()
    Object.assign(window, { tell: told.writable.getWriter() })
    window.fetch = (address, ...options) =>
      String(address) === '/api/ask'
        ? Promise.resolve(new Response(told.readable, { headers: { 'Content-Type': 'text/event-stream' } }))
        : original(address, ...options)
  })
  await page.goto('/')
  await page.getByLabel('Your question').fill(answered)
  await page.keyboard.press('Enter')
  await page.getByText('Reading the articles…').waitFor()
  const shown = await page.evaluate(async () => {
    const { tell } = window as unknown as { tell: WritableStreamDefaultWriter<Uint8Array> }
    const segment = { kind: 'text', text: 'The first words.', citations: [], verdict: null }
    const frame = () => new Promise(requestAnimationFrame)
    await frame()
    void tell.write(new TextEncoder().encode(`event: segment\ndata: ${JSON.stringify(segment)}\n\n`))
    await frame()
    return document.querySelector('.answer')?.textContent
  })
  expect(shown).toContain('The first words.')
})

test.each([
  ['no-preference', 1],
  ['reduce', 0],
] as const)('waiting under “prefers-reduced-motion: %s” runs %i animations', async (reducedMotion, animations) => {
  const watched = await chromium.open(served.url, desktop, reducedMotion)
  const { page } = watched
  const held = await askHeld(watched, answered)
  await page.getByText('Reading the articles…').waitFor()
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(animations)
  await held[0]!.continue()
  await page.locator('.answer').waitFor()
})
