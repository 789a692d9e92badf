import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, phone, type WatchedPage } from './watched-page.js'
import { checkDraft, clipboard, draft, focusedName, paste, saved, tabTo, textBox } from './writing.js'

const chromium = useChromium()

const script = '<script>document.title = "it ran"</script>'
const image = '<img src="https://elsewhere.example/x" onerror="document.title = 1">'
const override = '\u202Egnp.exe'

let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

async function checked(look = desktop): Promise<WatchedPage> {
  const watched = await chromium.open(served.url, look)
  await paste(watched, draft)
  await checkDraft(watched)
  return watched
}

const mark = ({ page }: WatchedPage, name: RegExp) => page.getByRole('button', { name }).first()
const finding = ({ page }: WatchedPage) => page.getByRole('region', { name: /^Finding \d/ })

/** A mark's name, words that it is about, and what its finding says. */
const kindsShown: readonly [RegExp, string, readonly string[]][] = [
  [/: Conflict/, 'fifty kilograms', ['An article says otherwise.', 'fifteen']],
  [/: Supported, Citation missing/, 'The line closed in 1951', ['An article says so.', 'The tram of Altdorf']],
  [/: Altered/, 'more quickly', ['An article has these words with changes.', 'Changed: a word.']],
  [/: Stitched/, 'needs eight to twelve hours', ['joins parts that are apart', 'Part 2']],
  [/: Misattributed/, 'Wild yeast', ['not by the author that is claimed', 'Claimed author: Nora Vale.']],
  [/: Quotation not found/, 'No ship', ['The articles do not have these words.']],
  [/: Source differs/, '2019', ['differs from the article', 'In the articleFebruary 2026']],
  [/: Nothing found/, 'Zebrafish', ['The articles say nothing about this.']],
  [/: Exact quotation/, 'carried nine hundred people', ['exactly these words', 'The tram of Altdorf']],
]

describe('a checked draft', () => {
  test('counts its findings, and its text is the draft with their marks', async () => {
    const { page } = await checked()
    expect(await page.locator('.finding-summary button').allTextContents()).toEqual([
      'All 17',
      '! Conflict 1',
      '! Altered quotation 1',
      '! Stitched quotation 1',
      '! Misattributed quotation 1',
      '! Quotation not found 1',
      '! Source differs 1',
      '+ Citation missing 8',
      '? Nothing found 1',
      '✓ Supported 2',
      '✓ Exact quotation 1',
      '✓ Exact but for typography 1',
    ])
    const words = await page.locator('.draft-text').evaluate((text) => {
      const copy = text.cloneNode(true) as Element
      for (const button of copy.querySelectorAll('button')) button.remove()
      return copy.textContent
    })
    expect(words).toBe(draft)
  })

  test('shows for each kind the words that it is about and what was found', async () => {
    const watched = await checked()
    for (const [name, words, expected] of kindsShown) {
      await mark(watched, name).click()
      expect(await watched.page.locator('.finding-words.selected').allTextContents()).toContainEqual(
        expect.stringContaining(words),
      )
      for (const text of expected) expect(await finding(watched).textContent()).toContain(text)
    }
  })

  test('leaves only the marks of a kind that is chosen, and goes through them', async () => {
    const watched = await checked()
    const { page } = watched
    const numbers = () => page.locator('.finding-mark').evaluateAll((marks) => marks.map(({ id }) => id))
    const all = await numbers()
    await page.getByRole('button', { name: /^Supported/ }).click()
    const supported = await numbers()
    expect(supported).toHaveLength(2)
    await page.getByRole('button', { name: 'Next finding' }).click()
    await page.getByRole('heading', { name: 'Finding 1 of 2' }).waitFor()
    await page.getByRole('button', { name: 'Previous finding' }).click()
    await page.getByRole('heading', { name: 'Finding 2 of 2' }).waitFor()
    expect(await page.locator('.finding-mark[aria-pressed="true"]').getAttribute('id')).toBe(supported[1])
    await page.getByRole('button', { name: /^All/ }).click()
    expect(await numbers()).toEqual(all)
  })

  test('is given back with footnotes and a bibliography, to copy and to save', async () => {
    const { page } = await checked()
    await page.getByRole('button', { name: 'Draft with footnotes' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    const footnoted = await clipboard(page)
    expect(footnoted).toContain('because buses were cheaper to run.[^1]')
    expect(footnoted).toContain('[^1]: Meier, J. (2024, June 1). *The tram of Altdorf*.')
    expect(footnoted).toContain('fifty kilograms of honey between October and March. ')
    const { name, text } = await saved(page, () => page.getByRole('button', { name: 'Save as a file' }).click())
    expect(name).toBe('draft.md')
    expect(text.startsWith(footnoted.trimEnd())).toBe(true)
    expect(text).toMatch(/\n\n## Bibliography\n\nBrandt, L\. \(2026, March 3\)\. /)
  })

  test('is checked again where another reference style is chosen', async () => {
    const { page } = await checked()
    await page.getByRole('button', { name: 'Edit the text' }).click()
    await page.getByLabel('Reference style').selectOption('Chicago, note')
    await page.getByRole('button', { name: 'Back to the findings' }).click()
    await page.getByRole('button', { name: 'Check again with Chicago, note' }).click()
    await page.getByText('References in Chicago, note.').waitFor()
    expect(await page.locator('.taken-away').textContent()).toContain(
      '[^1]: Jo Meier, “The tram of Altdorf,” June 1, 2024.',
    )
  })

  test('is gone through with the keyboard alone', async () => {
    const { page } = await chromium.open(served.url, desktop)
    await page.goto('/write')
    await tabTo(page, /^text$/)
    await page.keyboard.type(
      'The line closed in 1951 because buses were cheaper to run. Zebrafish mend chromosomes with ligase.',
    )
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: 'The draft with footnotes' }).waitFor()
    expect(await focusedName(page)).toBe('Your draft')
    await tabTo(page, /^Finding 1: Supported, Citation missing$/)
    await page.keyboard.press('Enter')
    expect(await focusedName(page)).toBe('finding-title')
    await tabTo(page, /^Next finding$/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Finding 2 of 2' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await focusedName(page)).toMatch(/^Finding 2: /)
  })

  test('keeps its chosen words in sight beside their finding on a phone', async () => {
    const watched = await checked(phone)
    const chosen = mark(watched, /: Source differs/)
    await chosen.click()
    const [words, sheet] = [(await chosen.boundingBox())!, (await finding(watched).boundingBox())!]
    expect(words.y).toBeGreaterThan(56)
    expect(words.y + words.height).toBeLessThanOrEqual(sheet.y)
  })
})

describe('a check that does not come to its end', () => {
  const long = `${draft}\n\n${'Nobody has counted the gulls of the old harbour since the year 1931. '.repeat(400)}`

  test('is stopped, keeps what had come, and can be tried again', async () => {
    const watched = await chromium.open(served.url, desktop)
    const { page } = watched
    await paste(watched, long)
    await page.getByRole('button', { name: 'Check the draft' }).click()
    await page.locator('.finding-mark').first().waitFor()
    await watched.expectSound('write-running')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped. What had come until then is shown.').waitFor()
    expect(await page.locator('.finding-mark').count()).toBeGreaterThan(0)
    expect(await page.locator('progress, .unchecked').count()).toBe(0)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('button', { name: 'Edit the text' }).click()
    expect(await textBox(page).inputValue()).toBe(long)
  })

  test('says what went wrong where the service refuses, and loses no text', async () => {
    const watched = await chromium.open(served.url, phone)
    watched.allowFailures('503 /api/drafts/check')
    const { page } = watched
    await page.route('**/api/drafts/check', (route) =>
      route.fulfill({
        status: 503,
        json: { code: 'OVERLOADED', title: 'Too much at once', detail: 'Come back later.' },
      }),
    )
    await paste(watched, draft)
    await page.getByRole('button', { name: 'Check the draft' }).click()
    await page.getByText('Too much at once. Come back later.').waitFor()
    await watched.expectSound('write-refused')
    await page.unroute('**/api/drafts/check')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'The draft with footnotes' }).waitFor()
  })

  test('keeps its sentences where the service goes away in the middle', async () => {
    const watched = await chromium.open(served.url, desktop)
    const { page } = watched
    await page.route('**/api/drafts/check', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replace(/event: done\n.*/s, '') })
    })
    await paste(watched, draft)
    await page.getByRole('button', { name: 'Check the draft' }).click()
    await page.locator('.problem', { hasText: 'The service does not answer.' }).waitFor()
    expect(await page.locator('.finding-mark').count()).toBe(17)
    expect(await page.getByRole('heading', { name: 'The draft with footnotes' }).count()).toBe(0)
  })
})

test('markup in a draft and in the article that it quotes is shown as text', async () => {
  const quote = `The ferry to Oxholm stopped in 1954 because </blockquote></q>${script}${image} was painted on its bow.`
  const hostile = await serveIngested({
    'ferry.md': `---
title: ${JSON.stringify(`The ferry ${script} ${override}`)}
author: ${JSON.stringify(`Mallory ${image} ${override}`)}
date: 2025
url: "javascript:document.title=1"
---

${quote.replace(/<.*>/, '`$&`')} It had carried cattle for thirty years.
`,
  })
  try {
    const watched = await chromium.open(hostile.url, phone)
    const { page } = watched
    const own = `${script} It had carried cattle for forty years. ${image} “It had carried cattle for thirty years.”`
    await paste(watched, own)
    await page.getByRole('radio', { name: 'Draft' }).check()
    await page.getByLabel('The draft is').selectOption('Plain text')
    await checkDraft(watched, own)
    await mark(watched, /^Finding \d+: /).click()
    expect(await page.locator('.finding .title').textContent()).toBe(`The ferry ${script} ${override}`)
    expect(await page.locator('[href^="javascript:"], main img, main script').count()).toBe(0)
    expect(await page.title()).toBe('Write · Attest')
    await watched.expectSound('write-hostile')
  } finally {
    await hostile.close()
  }
})
