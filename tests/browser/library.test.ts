import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, eachOnce, looks, phone, type WatchedPage } from './watched-page.js'

const chromium = useChromium()

const hostileTitle = 'Salt <img src=x onerror="document.title=1"> \u202Egnp.exe'
const hostileName = 'Mallory <b>Quist</b> \u202Ereverof'

const note = (i: number) => `---
title: Note ${i}
author: ${i % 2 === 0 ? 'Nora Vale' : 'Jo Meier'}
publisher: The Notebook
date: 2023-${String((i % 12) + 1).padStart(2, '0')}
---

Note number ${i} says nothing else.
`

/** More than one page of the list, and every state that an article may be in. */
const corpus = {
  ...smallCorpus,
  ...Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`note-${i}.md`, note(i)])),
  'salt.md': `---
title: ${JSON.stringify(hostileTitle)}
author: ${JSON.stringify(hostileName)}
publisher: ${JSON.stringify(hostileName)}
tags: [${JSON.stringify(hostileName)}, sea]
date: 2022
status: retracted
standfirst: "A <script>document.title=1</script> of salt"
---

The price of salt rose.
`,
}
const TOTAL = Object.keys(corpus).length

let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested(corpus)
})
afterAll(() => served.close())

async function open(watched: WatchedPage, address = '/library'): Promise<WatchedPage['page']> {
  await watched.page.goto(address)
  await titlesOf(watched).first().waitFor()
  return watched.page
}

const titlesOf = ({ page }: WatchedPage) => page.locator('.entries h3 a')
const counted = ({ page }: WatchedPage, count: string) =>
  page.getByRole('status').getByText(count, { exact: true }).waitFor()
const expectListed = (watched: WatchedPage, titles: readonly string[]) =>
  expect.poll(() => titlesOf(watched).allTextContents()).toEqual(titles)

test('a filter that is chosen while words are typed is kept', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched)
  await page.getByLabel('Search the articles').fill('note')
  // At once, as no hand could click: before the pause after the words is over.
  await page.evaluate(() => document.querySelector<HTMLElement>('.facet a[href*="Nora"]')!.click())
  await expect.poll(() => new URL(page.url()).searchParams.get('query')).toBe('note')
  expect(new URL(page.url()).searchParams.get('author')).toBe('Nora Vale')
})

test('the keyboard goes on from a date to the next field, and a date from without mends a wrong one', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched)
  const until = page.getByLabel('Published until')
  await page.getByLabel('Published from').fill('2023')
  await page.keyboard.press('Tab')
  await expect.poll(() => new URL(page.url()).searchParams.get('publishedFrom')).toBe('2023')
  expect(await until.evaluate((input) => input === document.activeElement)).toBe(true)
  await page.keyboard.type('never')
  await page.getByRole('link', { name: 'All dates' }).click()
  await expect.poll(() => until.inputValue()).toBe('')
  expect(await until.evaluate((input: HTMLInputElement) => input.validity.valid)).toBe(true)
})

describe.each(looks)('on a $name window', (look) => {
  test('the library lists the articles, newest first, and says which was retracted', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await open(watched)
    await counted(watched, `${TOTAL} articles`)
    expect((await titlesOf(watched).allTextContents()).slice(0, 3)).toEqual([
      'Why sourdough rises slowly',
      'The lighthouse at Skerry Point',
      'How bees keep warm',
    ])
    await watched.expectSound('library')
    await page.goto('/library?status=retracted')
    await expectListed(watched, [hostileTitle])
    expect(await page.locator('.badge').textContent()).toBe('Retracted')
    await watched.expectSound('library-retracted')
  })

  test('typing searches, filters narrow, and each can be taken away', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await open(watched)
    await page.getByLabel('Search the articles').pressSequentially('notebook')
    await counted(watched, '50 articles')
    const filters = page.locator('summary', { hasText: 'Filters' })
    if (await filters.isVisible()) await filters.click()
    await page.getByRole('link', { name: 'Jo Meier 25' }).click()
    await counted(watched, '25 articles')
    await watched.expectSound('library-narrowed')
    expect(new URL(page.url()).search).toBe('?author=Jo+Meier&query=notebook')
    await page.getByRole('link', { name: 'Take away the filter Jo Meier' }).click()
    await counted(watched, '50 articles')
    await page.getByLabel('Search the articles').fill('zebrafish')
    await page.getByText('No article matches.').waitFor()
    await watched.expectSound('library-nothing')
    await page.getByRole('button', { name: 'Show all articles' }).click()
    await counted(watched, `${TOTAL} articles`)
    expect(await page.getByLabel('Search the articles').inputValue()).toBe('')
  })
})

describe.each(eachOnce)('on a $name window', (look) => {
  test('markup in what an article says of itself is shown as text', async () => {
    const watched = await chromium.open(served.url, look)
    const page = await open(watched, `/library?${new URLSearchParams({ tag: hostileName })}`)
    await expectListed(watched, [hostileTitle])
    expect(await page.locator('.standfirst').textContent()).toBe('A <script>document.title=1</script> of salt')
    expect(await page.locator('.chip').textContent()).toContain(hostileName)
    expect(await page.locator('main img, main script, main b').count()).toBe(0)
    await watched.expectSound('library-hostile')
  })
})

test('a list is shared by its address, and the way back leads through the lists before', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched)
  await page.getByRole('link', { name: 'sea', exact: true }).first().click()
  await expectListed(watched, ['The lighthouse at Skerry Point', hostileTitle])
  await page.getByLabel('Order').selectOption('Oldest first')
  await expectListed(watched, [hostileTitle, 'The lighthouse at Skerry Point'])
  const shared = await chromium.open(served.url, phone)
  await open(shared, page.url())
  await expectListed(shared, [hostileTitle, 'The lighthouse at Skerry Point'])
  expect(await shared.page.getByLabel('Order').inputValue()).toBe('published')
  await page.goBack()
  await expectListed(watched, ['The lighthouse at Skerry Point', hostileTitle])
  await page.goBack()
  await counted(watched, `${TOTAL} articles`)
})

test('the bars of the chart are one stop of the Tab key; arrow keys and Enter choose a time', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched)
  const bars = page.getByRole('group', { name: /^When they were published/ })
  await bars.getByRole('link').first().focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowLeft')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('2025: 1 article')
  await page.keyboard.press('Enter')
  await expectListed(watched, ['How bees keep warm'])
  await bars.getByRole('link', { name: 'November 2025: 1 article' }).waitFor()
  expect(await bars.locator('a[tabindex="0"]').count()).toBe(1)
  await page.getByText('As a table').click()
  await page
    .getByRole('cell', { name: 'November 2025' })
    .or(page.getByRole('rowheader', { name: 'November 2025' }))
    .getByRole('link')
    .click()
  await page.waitForURL('**/library?publishedFrom=2025-11&publishedTo=2025-11')
  await watched.expectSound('library-dates')
  await page.getByRole('link', { name: 'All dates' }).click()
  await counted(watched, `${TOTAL} articles`)
})

test('a search that is typed over is given up, and its answer never shown', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched)
  const held: Route[] = []
  await page.route('**/api/articles?query=note*', (route) => void held.push(route))
  const givenUp = page.waitForEvent('requestfailed', (request) => request.url().includes('query=note'))
  await page.getByLabel('Search the articles').fill('note')
  await expect.poll(() => held.length).toBe(1)
  await page.getByLabel('Search the articles').fill('lighthouse')
  await givenUp
  await expectListed(watched, ['The lighthouse at Skerry Point'])
})

test('more articles come below, and the keyboard goes on at the first of them', async () => {
  const watched = await chromium.open(served.url, desktop)
  const page = await open(watched, '/library?sort=title')
  expect(await titlesOf(watched).count()).toBe(50)
  await page.getByRole('button', { name: `Show ${TOTAL - 50} more` }).press('Enter')
  await expect.poll(() => titlesOf(watched).count()).toBe(TOTAL)
  const all = await titlesOf(watched).allTextContents()
  expect(new Set(all).size).toBe(TOTAL)
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(all[50])
})

test('a corpus without articles says how to get some', async () => {
  const empty = await serveIngested({})
  onTestFinished(() => empty.close())
  const watched = await chromium.open(empty.url, phone)
  await watched.page.goto('/library')
  await watched.page.getByText('There are no articles yet.').waitFor()
  expect(await watched.page.getByLabel('Search the articles').count()).toBe(0)
  await watched.expectSound('library-empty')
})

test('a list that could not be read says so and is read on another try', async () => {
  const watched = await chromium.open(served.url, phone)
  watched.allowFailures('500 /api/articles')
  const { page } = watched
  const problem = { title: 'Something broke', detail: 'Look at the log.', code: 'INTERNAL', status: 500 }
  await page.route('**/api/articles?*', (route) => route.fulfill({ status: 500, json: problem }))
  await page.goto('/library')
  await page.getByText('Something broke. Look at the log.').waitFor()
  await watched.expectSound('library-failed')
  await page.unroute('**/api/articles?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await counted(watched, `${TOTAL} articles`)
  expect(await page.getByText('Something broke').count()).toBe(0)
})
