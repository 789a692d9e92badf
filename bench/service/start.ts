import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keptIndex } from '../scale/kept-index.js'
import { plainQuestion } from '../scale/synthetic-passages.js'
import { ratioRange } from '../statistics.js'

const root = path.resolve(import.meta.dirname, '../..')
const commands = {
  'npm start': ['npm', 'start'],
  // What npm start does after it has built the pages and the program.
  'attest serve': [process.execPath, 'dist/cli/main.js', 'serve'],
} as const

/** Seconds from a command to the first answer, with an index that stands. */
export async function measureStart(work: string, passages: number, repeats: number) {
  const { folder } = await keptIndex(work, passages)
  const noArticles = mkdtempSync(path.join(tmpdir(), 'attest-start-'))
  const seconds: Record<string, number[]> = {}
  try {
    for (let repeat = 0; repeat < repeats; repeat++) {
      for (const [name, command] of Object.entries(commands)) {
        const taken = await firstAnswer(command, { ATTEST_INDEX_DIR: folder, ATTEST_CORPUS_DIR: noArticles })
        seconds[name] = [...(seconds[name] ?? []), taken]
        console.error(`${name}: ${taken.toFixed(1)} s`)
      }
    }
  } finally {
    rmSync(noArticles, { recursive: true })
  }
  return {
    passages,
    seconds: Object.fromEntries(Object.entries(seconds).map(([name, taken]) => [name, ratioRange(taken)])),
  }
}

async function firstAnswer([program, ...args]: readonly string[], settings: NodeJS.ProcessEnv): Promise<number> {
  const port = await freePort()
  const env = { ...process.env, ...settings, ATTEST_PORT: String(port), ATTEST_LOG_LEVEL: 'error' }
  const started = performance.now()
  // A group of its own: npm does not hand on a signal to what it runs.
  const child = spawn(program!, args, { cwd: root, env, detached: true, stdio: 'ignore' })
  try {
    while (!(await isAnswered(port))) {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`)
      await sleep(20)
    }
    return (performance.now() - started) / 1000
  } finally {
    await endGroup(child)
  }
}

async function isAnswered(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/ask`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ question: plainQuestion(port) }),
    })
    await response.text()
    return response.ok
  } catch {
    return false
  }
}

async function endGroup(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  process.kill(-child.pid!, 'SIGTERM')
  await once(child, 'exit')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  return port
}
