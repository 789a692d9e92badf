import { readFileSync, writeFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { eventually, makeWorkspace } from './run-attest.js'
import { ask, becomesReady, hasLooked, ingest, post, serve } from './run-serve.js'

/** Of the processes that it has started and that still run. */
const childPriorities = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .flatMap((child) => {
      try {
        return [getPriority(Number(child))]
      } catch {
        return []
      }
    })

test('while a server answers, the passages of many articles are embedded at a low priority', async () => {
  const workspace = makeWorkspace(smallCorpus)
  onTestFinished(workspace.remove)
  await ingest(workspace)
  const server = await serve(workspace)
  await becomesReady(server.url)
  await hasLooked(workspace)
  expect(childPriorities(server.pid).every((priority) => priority === 0)).toBe(true)
  for (let number = 0; number < 150; number++) {
    const sentences = Array.from({ length: 40 }, (_, i) => `Mill ${number} ground ${i} sacks of flour on day ${i}.`)
    writeFileSync(path.join(workspace.corpus, `mill-${number}.md`), `# Mill ${number}\n\n${sentences.join(' ')}\n`)
  }
  const { id } = await (await post(server.url, '/api/ingest', {})).json()
  await eventually('a process of a low priority', () => childPriorities(server.pid).includes(10))
  expect(await ask(server.url, 'When was the lighthouse at Skerry Point built?')).toMatchObject({ kind: 'answered' })
  const run = await eventually('the end', async () => {
    const told = await (await fetch(`${server.url}/api/ingest/${id}`)).json()
    return told.state !== 'running' && told
  })
  expect(run).toMatchObject({ state: 'done', result: { added: 150, failedFiles: 0 } })
})
