import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  answer,
  openScriptedServer,
  type ScriptedRequest,
  type ScriptedServer,
  status,
} from '../language-models/scripted-server.js'
import { ask, answered as question } from './asking.js'
import { useChromium } from './chromium.js'
import { type ServedCorpus, serveIngested } from './served-corpus.js'
import { looks } from './watched-page.js'

const chromium = useChromium()
let model: ScriptedServer
let served: ServedCorpus
beforeAll(async () => {
  model = await openScriptedServer()
  served = await serveIngested(undefined, {
    ATTEST_LANGUAGE_MODEL_PROVIDER: 'openai',
    ATTEST_LANGUAGE_MODEL: 'scripted-model',
    ATTEST_LANGUAGE_MODEL_URL: model.url('openai'),
    ATTEST_UNSUPPORTED_SENTENCES: 'mark',
  })
})
afterAll(async () => {
  await served.close()
  await model.close()
})

const markerOf = ({ prompt }: ScriptedRequest): string => {
  const passages = [...prompt.matchAll(/<passage-(\w+) (\d+)>([\s\S]*?)<\/passage-\1 \2>/g)]
  const [, nonce, number] = passages.find(([, , , text]) => text!.includes('1968'))!
  return `[${nonce}-${number}]`
}

describe.each(looks)('on a $name window', (look) => {
  test('what a language model wrote stands with its source sentence, and what nothing supports says so', async () => {
    model.play((request) =>
      answer(`The last keeper left the tower in 1968. ${markerOf(request)} He had nine cats. ${markerOf(request)}`),
    )
    const watched = await chromium.open(served.url, look)
    await ask(watched, question)
    const { page } = watched
    expect(await page.locator('.sentence > p').allTextContents()).toEqual([
      'The last keeper left the tower in 1968.\u00a0[1] ',
      'He had nine cats. (not in the articles) ',
    ])
    expect(await page.locator('.sentence .beneath').textContent()).toContain(
      'The last keeper, Ines Duarte, left the tower in 1968.',
    )
    expect(await page.locator('.answer q').count()).toBe(0)
    expect(await page.getByText('Written by scripted-model').textContent()).toContain(
      'One of its sentences had no support',
    )
    await watched.expectSound('written')
  })

  test('where the language model fails, the quotes say that they take its place', async () => {
    model.play([status(401)])
    const watched = await chromium.open(served.url, look)
    await ask(watched, question)
    const { page } = watched
    expect(await page.locator('.answer q').count()).toBeGreaterThan(0)
    await page.getByText('scripted-model gave no whole answer (unauthorized)').waitFor()
    await watched.expectSound('fallback')
  })
})
