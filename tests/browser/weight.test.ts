import { afterAll, beforeAll, expect, test } from 'vitest'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { desktop } from './watched-page.js'

const chromium = useChromium()
let served: ServedCorpus
beforeAll(async () => {
  served = await serveIngested()
})
afterAll(() => served.close())

const MOST_BYTES = 100_000

test.each(['/', '/write', '/library', '/status', '/articles/lighthouse'])(
  'a first look at %s costs at most 100 kB, all requests and headers counted',
  async (address) => {
    const { page } = await chromium.open(served.url, desktop)
    const network = await page.context().newCDPSession(page)
    await network.send('Network.enable')
    let bytes = 0
    network.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(address, { waitUntil: 'networkidle' })
    expect(bytes).toBeGreaterThan(10_000)
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
  },
)
