import { connect } from 'node:net'
import { eventually, type Run, startForTest, type Workspace } from './run-attest.js'

export interface Served extends Run {
  readonly url: string
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
