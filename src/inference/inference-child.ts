/** The program of an inference process: loads its models, answers one request at a time, leaves with its parent. */
import { setPriority } from 'node:os'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { AttestError, asError } from '../errors.js'
import type { EncoderSession } from './encoder-session.js'
import type { InferenceOutputs, InferencePriority } from './inference-pool.js'
import { meanOfRanges } from './mean-of-ranges.js'
import type { MessageFromProcess, MessageToProcess, RunMessage, StartMessage } from './messages.js'
import { Turns } from './turns.js'

const sessions = new Map<string, EncoderSession>()
const waiting: RunMessage[] = []
const turns = new Turns()
let running = false

// Ctrl-C and a service manager signal the whole group; the parent decides when its processes end, after draining.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', (message: MessageToProcess) => {
  if (message.kind === 'start') void start(message)
  else {
    waiting.push(message)
    void answerWaiting()
  }
})

async function start({ models, niceness }: StartMessage): Promise<void> {
  try {
    if (niceness > 0) setPriority(niceness)
    // Not a static import: the handlers above must stand before the seconds that loading may take.
    const { loadEncoderSession } = await import('./encoder-session.js')
    for (const [name, source] of Object.entries(models)) sessions.set(name, await loadEncoderSession(source))
    reply({ kind: 'ready' })
  } catch (error) {
    const code = error instanceof AttestError ? error.code : 'INFERENCE_UNAVAILABLE'
    reply({ kind: 'start-failed', code, message: asError(error).message }, () => process.exit(1))
  }
}

async function answerWaiting(): Promise<void> {
  if (running) return
  running = true
  for (let next = takeNext(); next !== undefined; next = takeNext()) {
    reply(await answer(next))
    // Lets requests in that came during the run, so that an interactive one overtakes those that wait here.
    await nextTurn()
  }
  running = false
}

function takeNext(): RunMessage | undefined {
  const places = { interactive: firstOf('interactive'), bulk: firstOf('bulk') }
  const kind = turns.next({ interactive: places.interactive >= 0, bulk: places.bulk >= 0 })
  return kind === null ? undefined : waiting.splice(places[kind], 1)[0]
}

function firstOf(priority: InferencePriority): number {
  return waiting.findIndex((message) => message.priority === priority)
}

async function answer({ id, model, request }: RunMessage): Promise<MessageFromProcess> {
  try {
    const outputs = await sessions.get(model)!.run(request)
    const ranges = request.meanRanges
    if (ranges === undefined) return { kind: 'outputs', id, outputs }
    const pooled: InferenceOutputs = Object.fromEntries(
      Object.entries(outputs).map(([name, tensor]) => [
        name,
        tensor.dims.length === 2 ? meanOfRanges(tensor, ranges) : tensor,
      ]),
    )
    return { kind: 'outputs', id, outputs: pooled }
  } catch (error) {
    return { kind: 'run-failed', id, message: asError(error).message }
  }
}

function reply(message: MessageFromProcess, sent: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, sent)
}
