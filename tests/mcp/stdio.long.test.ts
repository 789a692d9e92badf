import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type SmallService, serviceOn, smallCorpus } from '../support/small-service.js'
import { call, clientOverStdio, program, settingsOf } from './mcp-client.js'

let service: SmallService
beforeAll(async () => {
  service = serviceOn(smallCorpus)
  await service.attest.ingest()
})
afterAll(() => service.close())

/** Writes `lines`, closes standard input, and waits until the process is gone. */
function runMcp(settings: Record<string, string>, lines: readonly object[]) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, 'mcp'], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    cwd: tmpdir(),
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    stdout += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    stderr += piece
  })
  child.stdin.end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
}

const handshake = [
  {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: LATEST_PROTOCOL_VERSION, capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
]
const ask = (id: number, question: string) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name: 'ask', arguments: { question } },
})

test('what came before the end of standard input is answered, with nothing but the protocol on standard output', async () => {
  const questions = [
    'When did the first tram of Altdorf run?',
    'What does a colony eat?',
    'Who left the tower in 1968?',
  ]
  const { code, stdout, stderr } = await runMcp(settingsOf(service), [
    ...handshake,
    ...questions.map((question, i) => ask(i + 2, question)),
  ])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const messages = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(messages.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4])
  expect(messages.every(({ jsonrpc, result }) => jsonrpc === '2.0' && result !== undefined)).toBe(true)
})

test('standard input that ends at once ends it at once', async () => {
  expect(await runMcp(settingsOf(service), [])).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('without an index it says what to do on standard error, and nothing on standard output', async () => {
  const empty = serviceOn({})
  onTestFinished(() => empty.close())
  const ended = await runMcp(settingsOf(empty), handshake)
  expect(ended).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringMatching(/attest ingest.*\(INDEX_MISSING\)/),
  })
})

test('a session answers from the version that was ingested while it lasts', async () => {
  const { client, notes } = await clientOverStdio(settingsOf(service))
  writeFileSync(path.join(service.corpus, 'wells.md'), '# Wells\n\nA driven well is a pipe with a point.\n')
  await service.attest.ingest()
  const answered = await call(client, 'ask', { question: 'What is a driven well?' })
  expect(answered.structuredContent).toMatchObject({ citations: [{ articleId: 'wells' }] })
  await client.close()
  expect(notes()).toBe('')
})
