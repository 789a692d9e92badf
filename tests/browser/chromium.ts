import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { findChromium, quietly } from './find-chromium.js'
import { type Look, WatchedPage } from './watched-page.js'

const NO_CHROMIUM = 'skipped: no Chromium on this machine (apt-get install chromium)'

export interface Chromium {
  open(url: string, look: Look, reducedMotion?: 'reduce' | 'no-preference'): Promise<WatchedPage>
}

/** Runs the tests of a file in one Chromium; a test fails on anything that its pages complain about, or skips without a Chromium. */
export function useChromium(): Chromium {
  const executable = findChromium(process.env)
  const opened: WatchedPage[] = []
  let browser: Browser
  beforeAll(async () => {
    if (executable !== null) browser = await chromium.launch({ executablePath: executable, args: quietly })
  })
  afterAll(async () => {
    if (executable !== null) await browser.close()
  })
  beforeEach((ctx) => {
    if (executable === null) ctx.skip(NO_CHROMIUM)
  })
  afterEach(async () => {
    const watched = opened.splice(0)
    await Promise.all(watched.map((page) => page.close()))
    expect(watched.flatMap((page) => page.complaints())).toEqual([])
  })
  return {
    async open(url, look, reducedMotion = 'reduce') {
      const page = await WatchedPage.open(browser, url, look, reducedMotion)
      opened.push(page)
      return page
    },
  }
}
