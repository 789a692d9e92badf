import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, looks, phone } from './watched-page.js'
import { checkDraft, claim, clipboard, draft, lookUp, paste, saved, textBox, verify } from './writing.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

describe.each(looks)('on a $name window', (look) => {
  test('a claim is looked up, a quotation verified and a draft checked', async () => {
    const watched = await chromium.open(served.url, look)
    const { page } = watched
    await page.goto('/write')
    await page.getByRole('heading', { name: 'What can be checked' }).waitFor()
    await watched.expectSound('write-empty')

    await lookUp(watched, claim)
    const conflicts = page.getByRole('region', { name: 'Say otherwise' })
    expect(await conflicts.locator('blockquote').textContent()).toBe(
      'A colony eats about fifteen kilograms of honey between October and March.',
    )
    expect(await conflicts.locator('.difference').textContent()).toBe('In your textfiftyIn the articlefifteen')
    expect(await conflicts.locator('.facts').textContent()).toBe('Tom Hale · November 3, 2025 · line 10')
    await watched.expectSound('write-claim')

    await lookUp(watched, 'Zebrafish mend broken chromosomes with the enzyme ligase.')
    await page.getByText('The articles say nothing about this.').waitFor()
    expect(await page.locator('.stance, .evidence').count()).toBe(0)
    await watched.expectSound('write-nothing')

    await verify(watched, '“Wild yeast divides more quickly than the yeast that bakers buy.”')
    await page.getByText('An article has these words with changes.').waitFor()
    expect(await page.locator('.word-diff del').textContent()).toContain('quickly')
    expect(await page.locator('.word-diff ins').textContent()).toContain('slowly')
    await watched.expectSound('write-altered')

    await checkDraft(watched)
    await watched.expectSound('write-draft')
    await page.getByRole('button', { name: /^Finding \d+: Altered/ }).click()
    await page.getByRole('region', { name: /^Finding \d+ of/ }).waitFor()
    await watched.expectSound('write-finding')
  })
})

test('a claim that the articles make is told from one that they only touch on', async () => {
  const watched = await chromium.open(served.url, desktop)
  await watched.page.goto('/write')
  await lookUp(watched, 'The line closed in 1951 because buses were cheaper to run.')
  expect(await watched.page.getByRole('region', { name: 'Say so' }).locator('blockquote').textContent()).toBe(
    'The line closed in 1951 because buses were cheaper to run.',
  )
  await lookUp(watched, 'Visitors of the museum may sit in a car that is painted yellow.')
  await watched.page.getByText('No article says this or says otherwise.').waitFor()
  expect(await watched.page.getByRole('region', { name: /^Say/ }).count()).toBe(0)
})

/** A quotation, who it is said to be by, and what is said of it. */
const verdicts: readonly [string, string, string][] = [
  ['“The line closed in 1951 because buses were cheaper to run.”', '', 'An article has exactly these words.'],
  ['“The line closed in 1951, because buses were cheaper to run”', '', 'An article has these words with changes.'],
  [
    '“the line closed in 1951 because buses were cheaper to run”',
    '',
    'An article has these words. Only quotation marks',
  ],
  [
    '“The line closed in 1951 because buses were cheaper to run.”',
    'Nora Vale',
    'but not by the author that is claimed',
  ],
  ['“The line closed in 1951 because buses needs eight to twelve hours to rise.”', '', 'joins parts that are apart'],
  ['“No ship was ever lost on this coast again.”', '', 'The articles do not have these words.'],
]

test('a quotation’s verdict is said in plain words', async () => {
  const watched = await chromium.open(served.url, desktop)
  await watched.page.goto('/write')
  for (const [quotation, author, verdict] of verdicts) {
    await textBox(watched.page).fill(quotation)
    await watched.page.getByLabel('Said to be by').fill(author)
    await verify(watched, quotation)
    expect(await watched.page.locator('.verdict').textContent()).toContain(verdict)
  }
})

test('the parts of a stitched quotation are shown each with its own source', async () => {
  const watched = await chromium.open(served.url, desktop)
  await watched.page.goto('/write')
  await verify(watched, '“The line closed in 1951 because buses needs eight to twelve hours to rise.”')
  expect(await watched.page.locator('.parts q').allTextContents()).toEqual([
    'The line closed in 1951 because buses',
    'needs eight to twelve hours to rise',
  ])
  expect(await watched.page.locator('.parts .title').allTextContents()).toEqual([
    'The tram of Altdorf',
    'Why sourdough rises slowly',
  ])
})

test('what was recognised may be overruled, until the text is gone', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await paste(watched, '“Wild yeast divides slowly.” So it is said.')
  expect(await page.getByRole('radio', { name: 'Draft' }).isChecked()).toBe(true)
  await page.getByRole('radio', { name: 'Claim' }).check()
  await page.getByRole('button', { name: 'Look up the claim' }).waitFor()
  await textBox(page).fill('Still a claim. By choice.')
  expect(await page.getByRole('radio', { name: 'Claim' }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Go by the text again' }).click()
  expect(await page.getByRole('radio', { name: 'Draft' }).isChecked()).toBe(true)
})

test('a text that is too long for what it is checked as is not sent, and stays', async () => {
  const watched = await chromium.open(served.url, phone)
  const { page } = watched
  const long = 'The line closed in 1951. '.repeat(100)
  await paste(watched, long)
  await page.getByRole('radio', { name: 'Claim' }).check()
  await page.getByText('A claim has at most 2,000 characters; this has 2,499.').waitFor()
  await watched.expectSound('write-too-long')
  await page.getByRole('button', { name: 'Look up the claim' }).click()
  expect(await page.locator('.result').count()).toBe(0)
  expect(await textBox(page).inputValue()).toBe(long)
})

test('the text is there again after the page was left, and another window’s text does not replace it', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await paste(watched, 'The first text.')
  const other = await page.context().newPage()
  await other.goto('/write')
  expect(await textBox(other).inputValue()).toBe('The first text.')
  await textBox(other).fill('The second text.')
  expect(await textBox(page).inputValue()).toBe('The first text.')
  await other.reload()
  expect(await textBox(other).inputValue()).toBe('The second text.')
})

test('a claim is looked up under the filters alone', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await page.goto('/write')
  await page.getByText('Only some articles').click()
  await page.getByLabel('Author', { exact: true }).fill('Nora Vale')
  await lookUp(watched, 'The line closed in 1951 because buses were cheaper to run.')
  expect(await page.getByRole('region', { name: 'Say so' }).count()).toBe(0)
})

test('evidence leads to its article beside the text, and can be copied', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await page.goto('/write')
  await lookUp(watched, claim)
  const quote = 'A colony eats about fifteen kilograms of honey between October and March.'
  const conflict = page.getByRole('region', { name: 'Say otherwise' })
  await conflict.getByRole('button', { name: 'Quote', exact: true }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  expect(await clipboard(page)).toBe(`“${quote}”`)
  await conflict.getByRole('button', { name: 'Open in the article' }).click()
  const cited = page.getByRole('dialog').locator('#cited')
  await cited.waitFor()
  expect(await cited.textContent()).toBe(quote)
  await watched.expectSound('write-citation')
  await page.keyboard.press('Escape')
  await cited.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open in the article')
})

test('a plain draft is given back with plain notes, as a text file', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await paste(watched, 'The line closed in 1951 because buses were cheaper to run. So it was.')
  await page.getByLabel('The draft is').selectOption('Plain text')
  await checkDraft(watched, 'The line closed in 1951 because buses were cheaper to run. So it was.')
  const { name, text } = await saved(page, () => page.getByRole('button', { name: 'Save as a file' }).click())
  expect(name).toBe('draft.txt')
  expect(text).toBe(`The line closed in 1951 because buses were cheaper to run.[1] So it was.

Notes

[1] Meier, J. (2024, June 1). The tram of Altdorf.

Bibliography

Meier, J. (2024, June 1). The tram of Altdorf.
`)
})

test('a draft that came before the key is checked as soon as the key is given', async () => {
  const key = 'a-key-of-this-test'
  const withKeys = await serveIngested(undefined, { ATTEST_API_KEYS: key })
  onTestFinished(() => withKeys.close())
  const watched = await chromium.open(withKeys.url, phone)
  watched.allowFailures('401 /api/facets')
  const { page } = watched
  await paste(watched, draft)
  await page.getByRole('button', { name: 'Check the draft' }).click()
  await page.getByText('It will be checked as soon as the service can take it.').waitFor()
  await watched.expectSound('write-key')
  await page.getByLabel('API key', { exact: true }).fill(key)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'The draft with footnotes' }).waitFor()
})

test('an empty corpus is told apart from articles that say nothing', async () => {
  const empty = await serveIngested({})
  onTestFinished(() => empty.close())
  const watched = await chromium.open(empty.url, phone)
  await watched.page.goto('/write')
  await watched.page.getByText('There are no articles yet.').waitFor()
  await watched.expectSound('write-empty-corpus')
})

test('a service that is gone is said to be gone, and the text stays', async () => {
  const leaving = await serveIngested({})
  const watched = await chromium.open(leaving.url, desktop)
  // The page goes on looking for the service.
  watched.allowFailures('gone /api/claims/lookup', 'gone /api/session', 'gone /health/ready')
  const { page } = watched
  await page.goto('/write', { waitUntil: 'networkidle' })
  await leaving.close()
  await textBox(page).fill(claim)
  const looksAgain = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/health/ready'))
  await page.getByRole('button', { name: 'Look up the claim' }).click()
  await page.locator('.problem', { hasText: 'The service does not answer.' }).waitFor()
  expect(await textBox(page).inputValue()).toBe(claim)
  await looksAgain
  await watched.expectSound('write-gone')
})
