import { cpSync } from 'node:fs'
import { connect } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import type { IngestReport } from '../../src/ingest.js'
import {
  attest,
  eventually,
  lockOwner,
  makeWorkspace,
  type Run,
  startForTest,
  type Workspace,
  withoutProgress,
} from './run-attest.js'

export interface Served extends Run {
  readonly url: string
}

/** Ingests by the command line, which must have nothing to complain of. */
export async function ingest({ settings }: Workspace): Promise<IngestReport> {
  const { code, stdout, stderr } = await attest(['ingest', '--json'], settings)
  expect({ code, stderr: withoutProgress(stderr) }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as IngestReport
}

/** Its corpus and index once more, which a test may spoil. */
export function copyOf(workspace: Workspace): Workspace {
  const copy = makeWorkspace({})
  onTestFinished(copy.remove)
  cpSync(workspace.corpus, copy.corpus, { recursive: true })
  cpSync(workspace.index, copy.index, { recursive: true })
  return copy
}

/** A real server on a port of its own, gone when the test is. `under` as of `startAttest`. */
export async function serve(
  { settings }: Workspace,
  more: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
): Promise<Served> {
  const run = startForTest(['serve'], { ...settings, ATTEST_LOG_LEVEL: 'silent', ATTEST_PORT: '0', ...more }, under)
  const url = await eventually('the printed address', () => {
    if (run.child.exitCode !== null) throw new Error(`Expected "serve" to listen; it wrote: ${run.stderr()}`)
    return /^Attest listens on (http:\/\/127\.0\.0\.1:\d+)\n/.exec(run.stdout())?.[1]
  })
  return { ...run, url }
}

export const isRunning = ({ child }: Run): boolean => child.exitCode === null && child.signalCode === null

export const becomesReady = (url: string): Promise<unknown> =>
  eventually('/health/ready to be 200', async () => (await fetch(`${url}/health/ready`)).status === 200)

/** A server answers before it has looked for what changed in the corpus: what changes until then may be ingested by it. */
export const hasLooked = (workspace: Workspace): Promise<unknown> =>
  eventually('its own ingestion to end', () => lockOwner(workspace) === null)

export function post(url: string, route: string, body: object): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}${route}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

export const ask = async (url: string, question: string): Promise<unknown> =>
  (await post(url, '/api/ask', { question })).json()

export const takesConnections = (url: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
