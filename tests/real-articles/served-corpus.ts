import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

const repository = join(import.meta.dirname, '../..')
const cli = join(repository, 'dist/cli/main.js')

export interface ServedCorpus {
  /** Asks the server and returns its JSON; anything but status 200 is an error that shows the body. */
  get(path: string): Promise<unknown>
  post(path: string, body: unknown): Promise<unknown>
  /** Ends the server by SIGTERM, by SIGKILL where it does not obey; resolves with how it ended. */
  stop(): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

/** Runs the built command line as a user would: none of our own settings leaks in from the shell that runs the tests. */
function runCli(command: 'ingest' | 'serve', settings: Readonly<Record<string, string>>): ChildProcess {
  if (!existsSync(cli))
    throw new Error('Expected the built command line at dist/cli/main.js; run "npm run build" first.')
  const shell = Object.entries(process.env).filter(([name]) => !/^(ATTEST_|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name))
  return spawn(process.execPath, [cli, command], {
    cwd: repository,
    env: { ...Object.fromEntries(shell), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Collects what a child writes, for the message of a failure; a full pipe would also stall the child. */
function recordOutput(child: ChildProcess): () => string {
  let output = ''
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-4_000)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  return () => output
}

const ended = (child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve({ code: child.exitCode, signal: child.signalCode })
    : new Promise((resolve, reject) => {
        child.once('exit', (code, signal) => resolve({ code, signal }))
        child.once('error', reject)
      })

export async function ingestCorpus(settings: Readonly<Record<string, string>>): Promise<void> {
  const child = runCli('ingest', settings)
  const output = recordOutput(child)
  // "close" comes after the last of the output, and not at all while a process that ingestion left behind holds the pipe.
  const [code, signal] = await once(child, 'close')
  if (code !== 0) throw new Error(`Expected "ingest" to exit with 0; it ended with ${code ?? signal}:\n${output()}`)
}

/** The address that the server prints. Fails as soon as the server ends without one. */
function printedAddress(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('Expected the server to have a stdout.')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)
      if (address !== null) resolve(address[0])
    })
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`Expected "serve" to print its address; it ended with ${code ?? signal}:\n${output()}`)),
    )
  })
}

const readyTries = 600

async function becomesReady(address: string, child: ChildProcess, output: () => string): Promise<void> {
  let last = 'no answer'
  for (let tries = 0; tries < readyTries && child.exitCode === null && child.signalCode === null; tries += 1) {
    const response = await fetch(`${address}/health/ready`).catch(() => null)
    if (response?.status === 200) {
      await response.body?.cancel()
      return
    }
    if (response !== null) last = `${response.status} ${await response.text()}`
    await wait(100)
  }
  throw new Error(`Expected /health/ready to become 200; the last answer was ${last}. The server wrote:\n${output()}`)
}

async function stop(child: ChildProcess): ReturnType<ServedCorpus['stop']> {
  const end = ended(child)
  child.kill('SIGTERM')
  const lastResort = setTimeout(() => child.kill('SIGKILL'), 15_000)
  try {
    return await end
  } finally {
    clearTimeout(lastResort)
  }
}

async function jsonOf(response: Response, request: string): Promise<unknown> {
  const body = await response.text()
  if (response.status !== 200)
    throw new Error(`Expected 200 from ${request}; received ${response.status}: ${body.slice(0, 500)}`)
  return JSON.parse(body)
}

export async function serveCorpus(settings: Readonly<Record<string, string>>): Promise<ServedCorpus> {
  const child = runCli('serve', { ...settings, ATTEST_PORT: '0' })
  const output = recordOutput(child)
  try {
    const address = await printedAddress(child, output)
    await becomesReady(address, child, output)
    return {
      get: async (path) => jsonOf(await fetch(address + path), `GET ${path}`),
      post: async (path, body) => {
        const headers = { 'content-type': 'application/json' }
        const response = await fetch(address + path, { method: 'POST', headers, body: JSON.stringify(body) })
        return jsonOf(response, `POST ${path} ${JSON.stringify(body)}`)
      },
      stop: () => stop(child),
    }
  } catch (error) {
    await stop(child)
    throw error
  }
}
