import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop, type Look, looks, phone, type WatchedPage } from './watched-page.js'
import { focusedName, lookUp, tabTo } from './writing.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested(smallCorpus)
})
afterAll(() => served.close())

const sentences = {
  bees: 'A colony eats about fifteen kilograms of honey between October and March.',
  tram: 'The line closed in 1951 because buses were cheaper to run.',
  lighthouse: 'Since then a timer switches the lamp on at dusk.',
  bread: 'The acid that the bacteria make keeps the loaf from going mouldy for several days.',
  undated: 'Sailors tie it in the end of a mooring line.',
}

/** Looks the sentences up and keeps the citation of each. */
async function keep(watched: WatchedPage, kept: readonly string[]): Promise<void> {
  await watched.page.goto('/write')
  for (const sentence of kept) {
    await lookUp(watched, sentence)
    await watched.page.getByRole('button', { name: 'Keep this citation' }).first().click()
  }
}

const openTray = (page: Page, count: number) => page.getByRole('button', { name: `Citations (${count})` }).click()
const tray = (page: Page) => page.getByRole('dialog', { name: /^Citations/ })
const quotes = (page: Page) => tray(page).locator('li > blockquote').allTextContents()
const titles = (page: Page) => tray(page).locator('li > .title').allTextContents()

test('what is kept is there after the page is left, on every page, and in every window', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await keep(watched, [sentences.bees])
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Citations (1)' }).waitFor()
  await lookUp(watched, sentences.tram)
  await page.getByRole('button', { name: 'Keep this citation' }).first().click()
  await openTray(other, 2)
  expect(await quotes(other)).toEqual([sentences.bees, sentences.tram])
  await page.reload()
  await openTray(page, 2)
  await tray(page).getByRole('button', { name: 'Remove: How bees keep warm' }).click()
  await expect.poll(() => quotes(other)).toEqual([sentences.tram])
})

test('a tray that an earlier release left behind in another shape is empty', async () => {
  const { page } = await chromium.open(served.url, desktop)
  await page.addInitScript(() => localStorage.setItem('attest.tray', '[{"quote":"words","article":null}]'))
  await page.goto('/write')
  await openTray(page, 0)
  await page.getByText('No citation is kept.').waitFor()
})

describe('the order', () => {
  test('is changed, and a citation removed and put back, with the keyboard alone', async () => {
    const watched = await chromium.open(served.url, desktop)
    const { page } = watched
    await keep(watched, [sentences.bees, sentences.tram, sentences.undated])
    await openTray(page, 3)
    await tabTo(page, /^Move down: How bees keep warm$/)
    await page.keyboard.press('Enter')
    await tray(page).getByRole('status').getByText('Now at place 2 of 3.').waitFor({ state: 'attached' })
    await expect.poll(() => focusedName(page)).toBe('Move down: How bees keep warm')
    await page.keyboard.press('Enter')
    await tray(page).getByRole('status').getByText('Now at place 3 of 3.').waitFor({ state: 'attached' })
    expect(await titles(page)).toEqual(['The tram of Altdorf', 'Notes on knots', 'How bees keep warm'])
    await tabTo(page, /^Remove: How bees keep warm$/)
    await page.keyboard.press('Enter')
    await page.getByText('One citation was removed.').waitFor()
    expect(await titles(page)).toEqual(['The tram of Altdorf', 'Notes on knots'])
    await expect.poll(() => focusedName(page)).toBe('Undo')
    await page.keyboard.press('Enter')
    await expect.poll(() => titles(page)).toEqual(['The tram of Altdorf', 'Notes on knots', 'How bees keep warm'])
    await page.keyboard.press('Escape')
    await expect.poll(() => focusedName(page)).toBe('Citations (3)')
  })

  test('is undone for all that were removed at once', async () => {
    const watched = await chromium.open(served.url, phone)
    const { page } = watched
    await keep(watched, [sentences.bees, sentences.tram])
    await openTray(page, 2)
    await tray(page).getByRole('button', { name: 'Remove all' }).click()
    await page.getByText('2 citations were removed.').waitFor()
    await watched.expectSound('tray-removed')
    await tray(page).getByRole('button', { name: 'Undo' }).click()
    expect(await quotes(page)).toEqual([sentences.bees, sentences.tram])
  })
})

test.each([360, 390])('the head fits a window of %i pixels with many citations', async (width) => {
  const watched = await chromium.open(served.url, { ...phone, width })
  const { page } = watched
  await keep(watched, [sentences.bees])
  await page.evaluate(() => {
    const [one] = JSON.parse(localStorage.getItem('attest.tray')!)
    const many = Array.from({ length: 120 }, (_, i) => ({ ...one, permalink: `${one.permalink}&n=${i}` }))
    localStorage.setItem('attest.tray', JSON.stringify(many))
  })
  await page.reload()
  await page.getByRole('button', { name: 'Citations (120)' }).waitFor()
  await watched.expectSound('head')
  const right = await page.locator('.tray-tool').evaluate((button) => button.getBoundingClientRect().right)
  expect(right).toBeLessThanOrEqual(width)
})

test('a panel that is open behind the tray stays when Escape closes the tray', async () => {
  const watched = await chromium.open(served.url, desktop)
  const { page } = watched
  await keep(watched, [sentences.bees])
  await page.getByRole('button', { name: 'Open in the article' }).first().click()
  await openTray(page, 1)
  await tray(page).waitFor()
  await page.keyboard.press('Escape')
  await tray(page).waitFor({ state: 'detached' })
  expect(await page.getByRole('dialog', { name: 'Citation', exact: true }).isVisible()).toBe(true)
})

describe('whether citations still stand', () => {
  const changes: readonly [string, (text: string) => string | null][] = [
    ['lighthouse.md', (text) => text.replace('The last keeper', 'Two cows lived there.\n\nThe last keeper')],
    ['tram.html', (text) => text.replace('buses were cheaper to run', 'trolley buses were much cheaper to run')],
    ['undated.md', (text) => text.replace(/ Sailors.*/, '')],
    ['bread.txt', () => null],
  ]
  let edited: ServedCorpus
  let before: string

  /** Keeps one of each, then edits their articles. */
  beforeAll(async () => {
    edited = await serveIngested(smallCorpus)
  })
  afterAll(() => edited.close())

  async function openEdited(look: Look): Promise<WatchedPage> {
    const watched = await chromium.open(edited.url, look)
    await watched.page.goto('/write')
    if (before === undefined) {
      await keep(watched, Object.values(sentences))
      before = await watched.page.evaluate(() => localStorage.getItem('attest.tray')!)
      for (const [name, change] of changes) {
        const text = change(smallCorpus[name]!)
        const file = path.join(edited.corpus, name)
        if (text === null) rmSync(file)
        else writeFileSync(file, text)
      }
      await edited.attest.ingest()
    }
    await watched.page.evaluate((kept) => localStorage.setItem('attest.tray', kept), before)
    await watched.page.reload()
    await openTray(watched.page, 5)
    await tray(watched.page).getByText('Looking whether').last().waitFor({ state: 'detached' })
    return watched
  }

  test.each(looks)('is said of each on a $name window, and what moved is put right', async (look) => {
    const watched = await openEdited(look)
    const { page } = watched
    const standing = tray(page).locator('.standing')
    await expect.poll(() => standing.count()).toBe(5)
    expect(await standing.evaluateAll((all) => all.map((one) => (one.querySelector('p') ?? one).textContent))).toEqual([
      'Stands in the article as quoted.',
      'The article was edited: these words read differently now.',
      'The article was edited; the words stand elsewhere in it now. The citation was put right.',
      'The article is no longer there.',
      'The article no longer has these words.',
    ])
    await watched.expectSound('tray')
    const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('attest.tray')!))
    const { text } = (await edited.attest.article('lighthouse'))!
    expect(text.slice(kept[2].span.start, kept[2].span.end)).toBe(sentences.lighthouse)
  })

  test('shows what changed, and cites the words as they are now where that is wanted', async () => {
    const { page } = await openEdited(desktop)
    const changed = tray(page).locator('.standing.changed')
    expect((await changed.locator('ins').allTextContents()).join()).toContain('trolley')
    await tray(page).getByRole('button', { name: 'Cite the words as they are now' }).click()
    await expect.poll(() => changed.count()).toBe(0)
    expect((await quotes(page))[1]).toBe('The line closed in 1951 because trolley buses were much cheaper to run.')
  })

  test('leaves what is gone out of the bibliography, and says so', async () => {
    const { page } = await openEdited(desktop)
    await tray(page).getByText('One citation is left out: its article is no longer there.').waitFor()
    await tray(page).getByRole('button', { name: 'Copy as plain text' }).click()
    await tray(page).getByRole('button', { name: 'Copied' }).waitFor()
    const list = await page.evaluate(() => navigator.clipboard.readText())
    expect(list).not.toContain('sourdough')
    expect(list.trim().split('\n')).toHaveLength(4)
  })
})
