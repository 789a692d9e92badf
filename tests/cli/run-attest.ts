import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

const program = path.join(import.meta.dirname, '../../dist/cli/main.js')

export interface Workspace {
  readonly folder: string
  readonly corpus: string
  readonly index: string
  readonly settings: Readonly<Record<string, string>>
  remove(): void
}

/** A corpus folder with these files and a place for its index; nothing of the shell's settings or of a `.env` applies. */
export function makeWorkspace(files: Readonly<Record<string, string | Uint8Array>>): Workspace {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-cli-'))
  const corpus = path.join(folder, 'corpus')
  const index = path.join(folder, 'index')
  mkdirSync(corpus)
  writeFiles(corpus, files)
  return {
    folder,
    corpus,
    index,
    settings: { ATTEST_CORPUS_DIR: corpus, ATTEST_INDEX_DIR: index, ATTEST_INFERENCE_PROCESSES: '1' },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content)
}

export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface Run {
  readonly child: ChildProcess
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves when the process is gone and all of its output was read. */
  readonly ended: Promise<Ended>
}

/**
 * Starts the built command line, as the leader of a process group of its own.
 *
 * @param under a command that becomes the program with what follows it, as `setpriv` does, for a process that lacks something.
 */
export function startAttest(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
  under: readonly string[] = [],
): Run {
  if (!existsSync(program)) throw new Error('Expected dist/cli/main.js; run "npm run build" first.')
  const shell = Object.entries(process.env).filter(([name]) => !/^(ATTEST_|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name))
  const [command, ...words] = [...under, process.execPath, program, ...args]
  const child = spawn(command!, words, {
    cwd: tmpdir(),
    detached: true,
    env: { ...Object.fromEntries(shell), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      output[name] += text
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ code, signal, ...output }))
  })
  if (child.pid === undefined) throw new Error('Expected the command line to start.')
  return { child, pid: child.pid, stdout: () => output.stdout, stderr: () => output.stderr, ended }
}

export const attest = (...start: Parameters<typeof startAttest>): Promise<Ended> => startAttest(...start).ended

/** Like `startAttest`, for a process that does not end by itself: it is gone when the test is. */
export function startForTest(...start: Parameters<typeof startAttest>): Run {
  const run = startAttest(...start)
  onTestFinished(async () => {
    if (run.child.exitCode === null && run.child.signalCode === null) run.child.kill('SIGKILL')
    await run.ended
  })
  return run
}

/** Asks until the answer is neither null nor false; `waitingFor` goes into the message of the failure. */
export async function eventually<Value>(
  waitingFor: string,
  ask: () => Value | Promise<Value>,
): Promise<Exclude<Value, null | undefined | false>> {
  for (let tries = 0; tries < 6_000; tries += 1) {
    const answer = await ask()
    if (answer !== null && answer !== undefined && answer !== false) {
      return answer as Exclude<Value, null | undefined | false>
    }
    await wait(10)
  }
  throw new Error(`Waited in vain for ${waitingFor}.`)
}

/** Processes of the group that `leader` led, itself included, that still run; a zombie does not. */
export function runningInGroup(leader: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      const [state, , group] = statusOf(pid)
      return Number(group) === leader && state !== 'Z'
    })
}

/** State, parent, process group. */
function statusOf(pid: number): string[] {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in parentheses and may hold anything.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

/** The process that holds the ingestion's lock, null while none does. */
export function lockOwner({ index }: Workspace): number | null {
  try {
    return (JSON.parse(readFileSync(path.join(index, 'ingest.lock'), 'utf8')) as { pid: number }).pid
  } catch {
    return null
  }
}

/** What a command says beside how far it is, which a slow machine is told every few seconds. */
export const withoutProgress = (stderr: string): string => stderr.replace(/^[\d,]+\/[\d,]+ articles, .*\n/gm, '')
