import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ArticleError, AttestError, asError, type ErrorCode } from '../errors.js'
import type { ArticleFile, ReadArticle } from './read-article.js'

/** Reads articles in a process of its own, so that a file which takes too long, or too much memory, can be stopped. */
export interface ArticleParser {
  /**
   * One file at a time; calls wait for those before them.
   *
   * @throws {ArticleError} what readArticle throws; `ARTICLE_PARSE_TIMEOUT`; `ARTICLE_PARSE_FAILED`. The next call works.
   * @throws {AttestError} `CORPUS_UNREADABLE` where the process cannot be started, which is no fault of the file.
   */
  parse(file: ArticleFile): Promise<ReadArticle>
  /** Starts the process, so that the first file need not wait for it. */
  start(): void
  /** Ends the process, and with it a file that is being read. Calls after it fail. */
  close(): Promise<void>
}

export type ParseReply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'read'; readonly read: ReadArticle }
  | {
      readonly kind: 'refused'
      readonly code: ErrorCode
      readonly path: string
      readonly line: number | null
      readonly problem: string
    }
  | { readonly kind: 'crashed'; readonly message: string }

export interface ArticleParserOptions {
  /** Per file, from when the process has it; starting the process does not count. Default 10,000. */
  readonly parseTimeoutMs?: number
  /** Without a file for so long, the process ends; the next file starts another. Default five minutes. */
  readonly idleMs?: number
}

export function createArticleParser({
  parseTimeoutMs = 10_000,
  idleMs = 300_000,
}: ArticleParserOptions = {}): ArticleParser {
  let running: ParseProcess | null = null
  let last: Promise<unknown> = Promise.resolve()
  let isClosed = false
  let idle: NodeJS.Timeout | undefined

  const endWhenIdle = (): void => {
    clearTimeout(idle)
    idle = setTimeout(() => void endProcess(), idleMs).unref()
  }

  const start = (): ParseProcess => {
    const started = startProcess()
    // One that is gone, or never came up, is not kept for the next file.
    const forget = (): void => {
      if (running === started) running = null
    }
    started.child.on('exit', forget).on('error', forget)
    started.ready.catch(forget)
    return started
  }

  const endProcess = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = running
    running = null
    if (ending !== null) await kill(ending.child)
  }

  const parseNow = async (file: ArticleFile): Promise<ReadArticle> => {
    if (isClosed) throw failed(file.path, 'the parser is closed; open the corpus again.')
    const reply = await converse(file).catch(async (thrown) => {
      await endProcess()
      throw thrown instanceof AttestError
        ? thrown
        : failed(file.path, `the file could not be parsed (${asError(thrown).message}).`)
    })
    return readReply(reply, file.path)
  }

  const converse = async (file: ArticleFile): Promise<ParseReply> => {
    clearTimeout(idle)
    running ??= start()
    return askProcess(await running.ready, file, parseTimeoutMs)
  }

  return {
    start() {
      if (isClosed || running !== null) return
      running = start()
      endWhenIdle()
    },
    parse(file) {
      const parsed = last.then(() => parseNow(file))
      last = parsed.catch(() => undefined).then(endWhenIdle)
      return parsed
    },
    async close() {
      isClosed = true
      await endProcess()
      await last
      clearTimeout(idle)
    },
  }
}

interface ParseProcess {
  readonly child: ChildProcess
  readonly ready: Promise<ChildProcess>
}

function startProcess(): ParseProcess {
  // Beside the compiled program stands a compiled one; in tests a TypeScript file, which the process loads as this one was loaded.
  const program = fileURLToPath(
    new URL(`./parse-process${path.extname(fileURLToPath(import.meta.url))}`, import.meta.url),
  )
  const child = fork(program, {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [...process.execArgv, '--max-old-space-size=1024'],
  })
  const ready = nextReply(child)
    .then((reply) => {
      if (reply.kind !== 'ready') throw new Error(`expected the parser to be ready, received ${reply.kind}`)
      setIdle(child, true)
      return child
    })
    .catch((cause) => {
      const problem = `The process that parses articles could not be started (${asError(cause).message}).`
      const wayOut = 'Close other programs or raise the limits of this one, and ingest again.'
      throw new AttestError('CORPUS_UNREADABLE', `${problem} ${wayOut}`, { cause })
    })
  // Why it did not start is told by the first file.
  ready.catch(() => {})
  return { child, ready }
}

async function askProcess(child: ChildProcess, file: ArticleFile, parseTimeoutMs: number): Promise<ParseReply> {
  setIdle(child, false)
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<never>((_, reject) => {
    const problem = `parsing took longer than ${parseTimeoutMs} ms; split the file or simplify its markup.`
    const error = new ArticleError('ARTICLE_PARSE_TIMEOUT', file.path, null, problem)
    timer = setTimeout(() => reject(error), parseTimeoutMs)
  })
  try {
    const replied = nextReply(child)
    child.send(file, ignoreSendError)
    return await Promise.race([replied, deadline])
  } finally {
    clearTimeout(timer)
    setIdle(child, true)
  }
}

// A message that cannot be sent is followed by the process' end, which is what is waited for.
const ignoreSendError = (): void => {}

/** An idle parser keeps no process alive. */
function setIdle(child: ChildProcess, isIdle: boolean): void {
  for (const handle of [child, child.channel]) isIdle ? handle?.unref?.() : handle?.ref?.()
}

function readReply(reply: ParseReply, path: string): ReadArticle {
  if (reply.kind === 'read') return reply.read
  if (reply.kind === 'refused') throw new ArticleError(reply.code, reply.path, reply.line, reply.problem)
  const problem = reply.kind === 'crashed' ? reply.message : reply.kind
  throw failed(path, `the file could not be parsed (${problem}); simplify its markup.`)
}

const failed = (path: string, problem: string): ArticleError =>
  new ArticleError('ARTICLE_PARSE_FAILED', path, null, problem)

/** The next message; the end of the process is thrown. */
function nextReply(child: ChildProcess): Promise<ParseReply> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      child.off('message', onMessage).off('error', onError).off('exit', onExit)
      act()
    }
    const onMessage = (reply: unknown): void => settle(() => resolve(reply as ParseReply))
    const onError = (error: Error): void => settle(() => reject(error))
    const onExit = (code: number | null, signal: string | null): void =>
      settle(() => reject(new Error(`the parsing process ended with ${signal ?? `code ${code}`}`)))
    child.on('message', onMessage).on('error', onError).on('exit', onExit)
  })
}

function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.ref()
    child.once('exit', () => resolve())
    child.kill('SIGKILL')
  })
}
