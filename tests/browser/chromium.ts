import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type Look, WatchedPage } from './watched-page.js'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const NO_CHROMIUM = 'skipped: no Chromium on this machine (apt-get install chromium)'

/** A Chromium that is already here: CHROME_PATH, else the first of its usual names on PATH; null where there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const candidates = [env.CHROME_PATH ?? [], names.flatMap((name) => folders.map((folder) => path.join(folder, name)))]
  return candidates.flat().find(isExecutable) ?? null
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

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

/** Nothing that Chromium does by itself may leave the machine. */
const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
