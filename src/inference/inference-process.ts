import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AttestError } from '../errors.js'
import type { MessageFromProcess, RunMessage, StartMessage } from './messages.js'

/** A running inference process, seen from its parent. */
export interface InferenceProcess {
  readonly pid: number | undefined
  send(message: RunMessage): void
  /** Resolves when the process is gone. */
  kill(): Promise<void>
}

export interface InferenceProcessEvents {
  onReady(): void
  onReply(reply: Extract<MessageFromProcess, { id: number }>): void
  /** Once, after every reply that the process still sent. `reason` says why it could not start or what ended it. */
  onGone(reason: AttestError): void
}

const keptStderrCharacters = 2_000

export function startInferenceProcess(start: StartMessage, events: InferenceProcessEvents): InferenceProcess {
  const child = fork(programFile(), {
    serialization: 'advanced',
    // Standard output belongs to the parent's own protocol or tables.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let startError: AttestError | null = null
  const lastWords = keepLastWords(child)
  child.on('message', (message: MessageFromProcess) => {
    if (message.kind === 'ready') events.onReady()
    else if (message.kind === 'start-failed') startError = new AttestError(message.code, message.message)
    else events.onReply(message)
  })
  const gone = whenGone(child).then((ending) => {
    events.onGone(startError ?? new AttestError('INFERENCE_UNAVAILABLE', describeEnding(ending, lastWords())))
  })
  // Without a free file descriptor there is no channel either; the error that `whenGone` waits for says so.
  child.send?.(start, ignoreSendError)
  return {
    pid: child.pid,
    send: (message) => void child.send(message, ignoreSendError),
    kill() {
      child.kill('SIGKILL')
      return gone
    },
  }
}

/** A process that cannot be reached is about to be gone, and `onGone` deals with that. */
function ignoreSendError(): void {}

/** Compiled code runs the compiled program; under a TypeScript loader, which `fork` hands on, the source. */
function programFile(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return fileURLToPath(new URL(`./inference-child.${extension}`, import.meta.url))
}

/** Waits for the exit and for the end of the channel: replies sent just before the exit are read after it. */
function whenGone(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let ending: string | null = null
    const settle = () => {
      if (ending !== null && !child.connected) resolve(ending)
    }
    child.on('exit', (code, signal) => {
      ending = signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`
      settle()
    })
    child.on('disconnect', settle)
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`could not be started: ${error.message}`)
    })
  })
}

function keepLastWords(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-keptStderrCharacters)
  })
  return () => words.trim()
}

function describeEnding(ending: string, lastWords: string): string {
  const quoted = lastWords === '' ? '' : ` Its last words: ${lastWords}`
  return `An inference process ${ending}. Ask again; if it happens often, look for a lack of memory.${quoted}`
}
