import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Article, Span } from '../../src/articles/article.js'
import type { Citation } from '../../src/citations/citation.js'
import { longArticle } from '../support/long-article.js'
import { smallCorpus } from '../support/small-service.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, eachOnce, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()
const logbook = Array.from({ length: 40 }, (_, i) => `Page ${i + 1} of the logbook is blank.`).join('\n\n')
const quote = 'The last keeper, Ines Duarte, left the tower in 1968.'
const hostile = '<img src=x onerror="document.title=1"> \u202Egnp.exe'

let served: ServedCorpus
let lighthouse: Article
beforeAll(async () => {
  served = await serveIngested({
    ...smallCorpus,
    'lighthouse.md': smallCorpus['lighthouse.md']!.replace(
      '## The keeper',
      `## The logbook\n\n${logbook}\n\n## The keeper`,
    ),
    'salt.md': `---
title: ${JSON.stringify(`Salt ${hostile}`)}
author: ${JSON.stringify(`Mallory ${hostile}`)}
tags: [${JSON.stringify(hostile)}]
standfirst: ${JSON.stringify(hostile)}
status: retracted
---

The price of salt 🧂 rose \`<script>document.title=1</script>\` in a year.

> She said “no”.
`,
  })
  lighthouse = (await served.attest.article('lighthouse'))!
})
afterAll(() => served.close())

function spanOf({ text }: Article, words: string): Span {
  const start = text.indexOf(words)
  return { start, end: start + words.length }
}

/** As a permalink of the service is; the page adds `#cited` to those that it makes. */
const addressOf = ({ id, textSha256 }: Article, { start, end }: Span): string =>
  `/articles/${id}?text=${textSha256.slice(0, 12)}&start=${start}&end=${end}`

const markedIn = ({ page }: WatchedPage) => page.locator('.article-text mark')
const spanInAddress = ({ page }: WatchedPage) => {
  const query = new URL(page.url()).searchParams
  return { start: Number(query.get('start')), end: Number(query.get('end')) }
}

async function openAt(watched: WatchedPage, address: string): Promise<WatchedPage['page']> {
  await watched.page.goto(address)
  await watched.page.locator('.article-text').waitFor()
  return watched.page
}

describe.each(looks)('on a $name window', (look) => {
  test('an article opens at its cited words, which are taken away from there', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await openAt(watched, `${addressOf(lighthouse, spanOf(lighthouse, quote))}#cited`)
    const cited = page.locator('#cited')
    expect(await cited.textContent()).toBe(quote)
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('cited')
    await watched.expectInView(cited)
    expect(await page.title()).toBe('The lighthouse at Skerry Point · Attest')
    await watched.expectSound('article-cited')
    await page.getByRole('button', { name: 'Cite these words' }).click()
    await page.getByRole('button', { name: 'Quote', exact: true }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`“${quote}”`)
    const [words, dock] = [await cited.boundingBox(), await page.locator('.dock').boundingBox()]
    expect(words!.y).toBeGreaterThan(60)
    expect(words!.y + words!.height).toBeLessThan(dock!.y)
    await watched.expectSound('article-citing')
  })
})

describe.each(eachOnce)('on a $name window', (look) => {
  test('it says how each field was recognised, and shows the words in the text', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await openAt(watched, '/articles/bread')
    await page.getByText('How each field was recognised').click()
    expect(await page.locator('.evidence').textContent()).toContain('Lena Brandtthe text, line 3')
    await watched.expectSound('article-evidence')
    await page.getByRole('link', { name: /Show in the text.*Authors/ }).click()
    expect(await page.locator('#cited').textContent()).toContain('Lena Brandt')
  })

  test('an address that was cut in the middle of an escape names no article', async () => {
    const watched = await chromium.open(served.url, look)
    watched.allowFailures('404 /api/articles/%25E0%25A4%25A')
    await watched.page.goto('/articles/%E0%A4%A')
    await watched.page.getByRole('heading', { level: 1, name: 'There is no such article' }).waitFor()
  })

  test('an article that is not there has a page that says so', async () => {
    const watched = await chromium.open(served.url, look)
    watched.allowFailures('404 /api/articles/no-such')
    await watched.page.goto('/articles/no-such')
    await watched.page.getByRole('heading', { level: 1, name: 'There is no such article' }).waitFor()
    expect(await watched.page.getByRole('link', { name: 'Look through the library' }).getAttribute('href')).toBe(
      '/library',
    )
    await watched.expectSound('article-missing')
  })

  test('markup and marks of direction in an article are text, and a retracted one says so', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await openAt(watched, '/articles/salt')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Salt ${hostile}`)
    expect(await page.locator('.article-head').textContent()).toContain('This article has been retracted.')
    await page.getByText('How each field was recognised').click()
    expect(await page.locator('main img, main script').count()).toBe(0)
    expect(await page.locator('.article-text').textContent()).toContain('<script>document.title=1</script>')
    await watched.expectSound('article-hostile')
  })
})

describe('the cited words', () => {
  test.each([
    ['without “#cited”', ''],
    ['with it', '#cited'],
  ])('are in view under an address %s, on a phone', async (_, hash) => {
    const watched = await chromium.open(served.url, phone)
    await openAt(watched, addressOf(lighthouse, spanOf(lighthouse, quote)) + hash)
    await watched.expectInView(watched.page.locator('#cited'))
  })

  test('are gone to again by a link to them on the page that shows them', async () => {
    const watched = await chromium.open(served.url, desktop)
    const page = await openAt(watched, addressOf(lighthouse, spanOf(lighthouse, quote)))
    await watched.expectInView(page.locator('#cited'))
    await page.evaluate(() => scrollTo(0, 0))
    await page.evaluate(() => location.assign('#cited'))
    await expect.poll(async () => (await page.locator('#cited').boundingBox())!.y).toBeLessThan(desktop.height)
    await watched.expectInView(page.locator('#cited'))
  })

  test('are in view in an article of 100,000 words, which has one stop of the Tab key for all its paragraphs', async () => {
    const book = longArticle(100_000)
    const watched = await chromium.open(served.url, phone)
    await watched.page.route('**/api/articles/book', (route) => route.fulfill({ json: book }))
    const sentence = spanOf(book, 'Paragraph 1100: ')
    const page = await openAt(watched, addressOf(book, sentence))
    await expect.poll(async () => Math.round((await page.locator('#cited').boundingBox())!.y / 100)).toBe(3)
    expect(await page.locator('#cited').textContent()).toBe('Paragraph 1100: ')
    expect(await page.locator('.article-body a, .article-body button').count()).toBe(1)
  })

  test.each([
    ['beyond its end', 'start=5&end=900000', 'The address names words that this article does not have.'],
    ['from an edited text', 'text=0123456789ab&start=5&end=20', 'The article was edited after these words were cited'],
  ])('that an address names %s are not marked', async (_, query, notice) => {
    const watched = await chromium.open(served.url, desktop)
    const page = await openAt(watched, `/articles/lighthouse?${query}#cited`)
    await page.getByText(notice).waitFor()
    expect(await markedIn(watched).count()).toBe(0)
    await watched.expectSound('article-edited')
  })
})

describe('words that were kept before the article was edited', () => {
  /** What the tray of this browser would have of an earlier text. */
  const kept = async (words: string): Promise<Citation> => {
    const request = { articleId: 'lighthouse', span: spanOf(lighthouse, quote), style: 'apa', markup: 'plain' } as const
    const { citation } = await served.attest.formatCitation(request)
    const span = { start: 0, end: words.length }
    return {
      ...citation!,
      quote: words,
      span,
      article: { ...citation!.article, textSha256: 'ab'.repeat(32) },
      selectors: [{ type: 'TextQuoteSelector', exact: words, prefix: '', suffix: '' }],
    }
  }

  async function openKept(watched: WatchedPage, words: string): Promise<void> {
    const tray = JSON.stringify([await kept(words)])
    await watched.page.addInitScript((value) => localStorage.setItem('attest.tray', value), tray)
    await openAt(watched, `/articles/lighthouse?text=abababababab&start=0&end=${words.length}#cited`)
  }

  test('are found where they stand now', async () => {
    const watched = await chromium.open(served.url, desktop)
    await openKept(watched, quote)
    await watched.page.getByText('They stand unchanged in another place').waitFor()
    expect(await markedIn(watched).textContent()).toBe(quote)
    await watched.expectInView(watched.page.locator('#cited'))
  })

  test('are shown with what was changed in them', async () => {
    const watched = await chromium.open(served.url, desktop)
    await openKept(watched, 'The last keeper, Ines Duarte, left the old tower in 1958.')
    const { page } = watched
    await page.getByText('the words themselves have changed').waitFor()
    expect((await page.locator('.changes del').allTextContents()).join(' ')).toContain('old')
    expect((await page.locator('.changes ins').allTextContents()).join(' ')).toContain('1968')
    await watched.expectSound('article-changed')
  })

  test('are quoted where they are gone', async () => {
    const watched = await chromium.open(served.url, desktop)
    await openKept(watched, 'Nobody ever climbed those stairs with a goat.')
    await watched.page.getByText('they are no longer in it').waitFor()
    expect(await watched.page.locator('.place-notice blockquote').textContent()).toContain('with a goat.')
    expect(await markedIn(watched).count()).toBe(0)
  })
})

describe('words that are selected', () => {
  interface Selection {
    readonly from: readonly [block: string, offset: number]
    readonly to: readonly [block: string, offset: number]
  }

  /** Selects from a character of one block to one of another, however marks cut the blocks. */
  async function select({ page }: WatchedPage, { from, to }: Selection): Promise<void> {
    await page.evaluate(
      (ends) => {
        const [start, end] = ends.map(([words, offset]) => {
          const block = [...document.querySelectorAll('.block')].find((one) => one.textContent!.startsWith(words))!
          const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
          let left = offset
          while (texts.nextNode()) {
            const { length } = texts.currentNode.textContent!
            if (left <= length) return [texts.currentNode, left] as const
            left -= length
          }
          throw new Error('no such character')
        })
        getSelection()!.setBaseAndExtent(start![0], start![1], end![0], end![1])
      },
      [from, to] as [string, number][],
    )
  }

  test.each<[string, string, Selection, string]>([
    ['within a block', 'lighthouse', { from: ['The last keeper', 4], to: ['The last keeper', 15] }, 'last keeper'],
    [
      'across two blocks',
      'lighthouse',
      { from: ['Page 3 of', 0], to: ['Page 4 of', 6] },
      'Page 3 of the logbook is blank.\n\nPage 4',
    ],
    ['backwards', 'lighthouse', { from: ['The last keeper', 15], to: ['The last keeper', 4] }, 'last keeper'],
    [
      'with white space at the ends',
      'lighthouse',
      { from: ['The last keeper', 3], to: ['The last keeper', 16] },
      'last keeper,',
    ],
    [
      'up to the start of the next block',
      'lighthouse',
      { from: ['Page 3 of', 0], to: ['Page 4 of', 0] },
      'Page 3 of the logbook is blank.',
    ],
    ['behind a character of two code units', 'salt', { from: ['The price', 18], to: ['The price', 25] }, '🧂 rose'],
  ])('are cited as they stand: %s', async (_, id, selection, expected) => {
    const watched = await chromium.open(served.url, desktop)
    const article = (await served.attest.article(id))!
    const page = await openAt(watched, `/articles/${id}`)
    await select(watched, selection)
    await page.getByRole('button', { name: 'Cite these words' }).click()
    await page.getByRole('button', { name: 'Keep this citation' }).click()
    const { start, end } = spanInAddress(watched)
    expect(article.text.slice(start, end)).toBe(expected)
    expect((await markedIn(watched).allTextContents()).join('\n\n')).toBe(expected)
    const [kept] = await page.evaluate(() => JSON.parse(localStorage.getItem('attest.tray')!))
    expect(kept).toMatchObject({ quote: expected, span: { start, end } })
  })

  test('are cited exactly where marks cut the text', async () => {
    const watched = await chromium.open(served.url, desktop)
    const page = await openAt(watched, addressOf(lighthouse, spanOf(lighthouse, 'Ines Duarte, left')))
    await select(watched, { from: ['The last keeper', 9], to: ['The last keeper', 29] })
    await page.getByText('Selected words').waitFor()
    await page.getByRole('button', { name: 'Cite these words' }).click()
    expect(await markedIn(watched).textContent()).toBe('keeper, Ines Duarte,')
    expect(spanInAddress(watched)).toEqual(spanOf(lighthouse, 'keeper, Ines Duarte,'))
  })

  test('leave the page as it was when the selection is given up', async () => {
    const watched = await chromium.open(served.url, desktop)
    const page = await openAt(watched, '/articles/lighthouse')
    await select(watched, { from: ['The last keeper', 4], to: ['The last keeper', 15] })
    await page.getByText('Selected words').waitFor()
    await page.evaluate(() => getSelection()!.removeAllRanges())
    await page.getByText('Selected words').waitFor({ state: 'detached' })
    expect(new URL(page.url()).search).toBe('')
  })
})

test('with the keyboard alone a paragraph is gone to, cut to its words, and its address taken away', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await openAt(watched, '/articles/lighthouse')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
  while (!(await focused()).startsWith('Address of this paragraph')) await page.keyboard.press('Tab')
  for (let blocks = 0; blocks < 5; blocks++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  expect(await focused()).toBe('Address of this paragraph: “Page 3 of the logbook is blank.”')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Keep this citation' }).waitFor()
  expect(await page.locator('#cited').textContent()).toBe('Page 3 of the logbook is blank.')
  const pressAt = async (name: string) => {
    const button = page.getByRole('button', { name, exact: true })
    while (!(await button.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
  }
  await pressAt('Beginning: one word later')
  await pressAt('End: one word earlier')
  await expect.poll(() => page.locator('#cited').textContent()).toBe('3 of the logbook is')
  await page.getByRole('button', { name: 'Keep this citation' }).focus()
  await pressAt('Address here')
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  const again = await chromium.open(served.url, phone)
  await openAt(again, address)
  expect(await markedIn(again).textContent()).toBe('3 of the logbook is')
  await pressAt('Close')
  expect(await markedIn(watched).count()).toBe(0)
  await page.goBack()
  await expect.poll(() => markedIn(watched).textContent()).toBe('3 of the logbook is')
})

test('the paragraph that is pointed at has its address beside it', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await openAt(watched, '/articles/lighthouse')
  await page.getByText('Page 2 of the logbook is blank.').hover()
  await page.getByRole('link', { name: 'Address of this paragraph: “Page 2 of the logbook is blank.”' }).click()
  await expect.poll(() => markedIn(watched).textContent()).toBe('Page 2 of the logbook is blank.')
  expect(page.url()).toMatch(/#cited$/)
})

test('names and tags lead to what else the library has of them', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await openAt(watched, '/articles/lighthouse')
  await page.getByRole('link', { name: 'Nora Vale' }).click()
  await page.waitForURL('**/library?author=Nora+Vale')
  const titles = () => page.locator('.entries h3').allTextContents()
  await expect.poll(titles).toEqual(['The lighthouse at Skerry Point'])
})

test('on paper the article stands alone', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await openAt(watched, addressOf(lighthouse, spanOf(lighthouse, quote)))
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.dock, .masthead, .evidence').filter({ visible: true }).count()).toBe(0)
  expect(await page.locator('#cited').isVisible()).toBe(true)
})
