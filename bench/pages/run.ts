import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { Article, Span } from '../../src/articles/article.js'
import { loadConfig } from '../../src/config.js'
import { startServer } from '../../src/server.js'
import { findChromium, quietly } from '../../tests/browser/find-chromium.js'
import { longArticle } from '../../tests/support/long-article.js'
import { writeResult } from '../machine.js'
import { median, quantile } from '../statistics.js'

/** What a first look at each page transfers, and how an article of 100,000 words opens at its citation and scrolls. */
const WORDS = 100_000
const ROUNDS = 5
const SCROLLED_PIXELS = 40_000
const PIXELS_A_SECOND = 8_000
/** A frame that takes longer is seen to stutter. */
const LONG_FRAME_MS = 50

const pages = ['/', '/write', '/library', '/status', '/articles/book']
const viewport = { width: 390, height: 844 }
/** The same page, laid out whole: what the rule that leaves out of sight for later is worth. */
const WHOLE = '.article-text .block { content-visibility: visible !important }'

async function transferred(browser: Browser, url: string, address: string): Promise<number> {
  const context = await browser.newContext({ viewport, baseURL: url })
  const page = await context.newPage()
  const network = await context.newCDPSession(page)
  await network.send('Network.enable')
  let bytes = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await page.goto(address, { waitUntil: 'networkidle' })
  await context.close()
  return bytes
}

interface Opened {
  /** From the start of the navigation until the cited words stand still in the window. */
  readonly openMs: number
  readonly frameMs: readonly number[]
}

async function openAndScroll(browser: Browser, address: string, isWhole: boolean): Promise<Opened> {
  const context = await browser.newContext({ viewport, bypassCSP: true })
  const page = await context.newPage()
  // What runs this file names functions with a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (given) => given')
  await page.addInitScript(watchCitedWords)
  if (isWhole) await page.addInitScript(addStyle, WHOLE)
  await page.goto(address)
  const openMs = (await page
    .waitForFunction(() => (globalThis as Watched).stillSince ?? null)
    .then((it) => it.jsonValue()))!
  const frameMs = await scroll(page)
  await context.close()
  return { openMs, frameMs }
}

interface Watched {
  stillSince?: number
}

/** Notes when the cited words came to where they stayed. Runs in the page. */
function watchCitedWords(): void {
  let [top, since] = [Number.NaN, 0]
  const look = (now: number) => {
    const at = document.querySelector('#cited')?.getBoundingClientRect().top ?? Number.NaN
    if (at !== top) [top, since] = [at, now]
    const isInView = top >= 0 && top < innerHeight
    if (isInView && now - since >= 500) (globalThis as Watched).stillSince = since
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

function addStyle(rules: string): void {
  document.addEventListener('DOMContentLoaded', () => {
    const style = document.createElement('style')
    style.textContent = rules
    document.head.append(style)
  })
}

/** How long each frame took while a finger swept over the article. */
async function scroll(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const frames: number[] = []
    let before = performance.now()
    const note = (now: number) => {
      frames.push(now - before)
      before = now
      requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
    Object.assign(globalThis, { frames })
  })
  const input = await page.context().newCDPSession(page)
  await input.send('Input.synthesizeScrollGesture', {
    x: viewport.width / 2,
    y: viewport.height / 2,
    yDistance: -SCROLLED_PIXELS,
    speed: PIXELS_A_SECOND,
    gestureSourceType: 'touch',
  })
  return page.evaluate(() => (globalThis as unknown as { frames: number[] }).frames)
}

const asMarkdown = ({ text, blocks, metadata }: Article): string =>
  `---\ntitle: ${metadata.title}\nlanguage: en\n---\n\n${blocks
    .map(({ kind, span }) => `${kind === 'heading' ? '## ' : ''}${text.slice(span.start, span.end)}`)
    .join('\n\n')}\n`

const addressOf = ({ id, textSha256 }: Article, { start, end }: Span): string =>
  `/articles/${id}?text=${textSha256.slice(0, 12)}&start=${start}&end=${end}#cited`

async function measure(browser: Browser, folder: string): Promise<object> {
  mkdirSync(path.join(folder, 'corpus'))
  writeFileSync(path.join(folder, 'corpus', 'book.md'), asMarkdown(longArticle(WORDS)))
  const server = await startServer(
    loadConfig({
      ATTEST_PORT: '0',
      ATTEST_CORPUS_DIR: path.join(folder, 'corpus'),
      ATTEST_INDEX_DIR: path.join(folder, 'index'),
      ATTEST_LOG_LEVEL: 'silent',
    }),
  )
  try {
    await server.attest.ingest()
    const book = (await server.attest.article('book'))!
    // Some way behind the middle: what stands before it has never been laid out.
    const start = book.text.indexOf(`Paragraph ${Math.round((WORDS / 80) * 0.7)}: `)
    const address = server.url + addressOf(book, { start, end: start + 40 })
    const transferBytes: Record<string, number> = {}
    for (const one of pages) transferBytes[one] = await transferred(browser, server.url, one)
    const article = {
      asItIs: await rounds(browser, address, false),
      laidOutWhole: await rounds(browser, address, true),
    }
    return { words: WORDS, blocks: book.blocks.length, transferBytes, article }
  } finally {
    await server.close()
  }
}

async function rounds(browser: Browser, address: string, isWhole: boolean) {
  const opened: Opened[] = []
  for (let round = 0; round < ROUNDS; round++) opened.push(await openAndScroll(browser, address, isWhole))
  const frames = opened.flatMap(({ frameMs }) => frameMs)
  return {
    openMs: Math.round(median(opened.map(({ openMs }) => openMs))),
    frames: frames.length,
    medianFrameMs: round1(median(frames)),
    p99FrameMs: round1(quantile(frames, 0.99)),
    longestFrameMs: round1(Math.max(...frames)),
    longFrames: frames.filter((frame) => frame > LONG_FRAME_MS).length,
  }
}

const round1 = (value: number): number => Math.round(value * 10) / 10

const executablePath = findChromium(process.env)
if (executablePath === null) throw new Error('Expected a Chromium: CHROME_PATH, or chromium on PATH.')
const browser = await chromium.launch({ executablePath, args: quietly })
const folder = mkdtempSync(path.join(tmpdir(), 'attest-pages-'))
try {
  const figures = await measure(browser, folder)
  console.log(JSON.stringify(figures, null, 2))
  console.log(writeResult('pages', figures))
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}
