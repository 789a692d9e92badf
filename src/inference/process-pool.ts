import { AttestError } from '../errors.js'
import type {
  InferenceOutputs,
  InferencePool,
  InferencePriority,
  InferenceRequest,
  InferenceStats,
} from './inference-pool.js'
import { type InferenceProcess, type InferenceProcessEvents, startInferenceProcess } from './inference-process.js'
import { type Job, JobQueue } from './job-queue.js'
import type { ModelSource } from './messages.js'

export interface InferencePoolOptions {
  /** At least 1; each holds every model once and uses one core. */
  readonly processes: number
  readonly models: Readonly<Record<string, ModelSource>>
  /** Interactive requests that may wait for a process; the next is refused. */
  readonly maxQueued: number
  /** 0 (default) to 19 (runs only when nobody else wants the processor). */
  readonly niceness?: number
  /** A process that has requests and answers none for so long is ended, and they are tried on another. Default a minute. */
  readonly hangsAfterMs?: number
  readonly log?: PoolLog
}

export interface PoolLog {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
}

// One runs and one waits beside it, so that the process does not idle for a round trip; a third place is kept
// for an interactive request, which overtakes the waiting one there.
const maxBulkInFlight = 2
const maxInFlight = 3
const maxDeathsPerJob = 2
// A process that never came up is tried again at once; then only on demand and after a pause, never in a loop.
const maxStartFailures = 3
const restartPauseMs = 2_000
/** Looks at a process before it counts as hanging: where the whole machine stood still, one look comes too early. */
const looks = 4

/** Starts the processes; `ready()` says when they have their models. */
export function createInferencePool(options: InferencePoolOptions): InferencePool {
  return new ProcessPool(options)
}

interface Worker {
  readonly process: InferenceProcess
  readonly jobs: Map<number, Job>
  ready: boolean
  /** Times that it was seen with requests since it last answered one. */
  seenWaiting: number
}

class ProcessPool implements InferencePool {
  readonly size: number
  readonly #options: InferencePoolOptions
  readonly #queue: JobQueue
  readonly #workers = new Set<Worker>()
  readonly #readyWaiters: { resolve(): void; reject(error: AttestError): void }[] = []
  #nextJobId = 0
  #deaths = 0
  #startFailures = 0
  #startError: AttestError | null = null
  #noStartBefore = 0
  #closed = false
  readonly #looking: NodeJS.Timeout

  constructor(options: InferencePoolOptions) {
    const { processes, maxQueued, hangsAfterMs = 60_000 } = options
    this.size = Math.max(1, processes)
    this.#options = options
    this.#queue = new JobQueue(maxQueued)
    this.#looking = setInterval(() => this.#endHanging(), hangsAfterMs / looks).unref()
    this.#fill()
  }

  ready(): Promise<void> {
    this.#fill()
    return new Promise((resolve, reject) => {
      this.#readyWaiters.push({ resolve, reject })
      this.#settleReadyWaiters()
    })
  }

  run(
    model: string,
    request: InferenceRequest,
    { priority }: { readonly priority: InferencePriority },
  ): Promise<InferenceOutputs> {
    return new Promise((resolve, reject) => {
      this.#refuseUnrunnable(model)
      this.#queue.add({ id: this.#nextJobId++, model, request, priority, deaths: 0, resolve, reject })
      this.#dispatch()
    })
  }

  stats(): InferenceStats {
    const workers = [...this.#workers]
    return {
      processIds: workers.flatMap(({ ready, process }) => (ready && process.pid !== undefined ? [process.pid] : [])),
      queued: this.#queue.lengths,
      inFlight: workers.reduce((sum, { jobs }) => sum + jobs.size, 0),
      deaths: this.#deaths,
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#looking)
    const unanswered = [...this.#queue.takeAll(), ...[...this.#workers].flatMap(({ jobs }) => [...jobs.values()])]
    for (const job of unanswered) job.reject(closedError())
    await Promise.all([...this.#workers].map(({ process }) => process.kill()))
    this.#settleReadyWaiters()
  }

  #refuseUnrunnable(model: string): void {
    if (this.#closed) throw closedError()
    if (!Object.hasOwn(this.#options.models, model)) {
      const known = Object.keys(this.#options.models).join(', ')
      throw new AttestError('MODEL_NOT_FOUND', `Expected a model of this pool (${known}), received ${model}.`)
    }
    this.#fill()
    if (this.#workers.size === 0) throw this.#startError ?? closedError()
  }

  #fill(): void {
    while (!this.#closed && this.#workers.size < this.size && performance.now() >= this.#noStartBefore) {
      this.#startWorker()
    }
  }

  #startWorker(): void {
    const { models, niceness = 0 } = this.#options
    const jobs = new Map<number, Job>()
    const events: InferenceProcessEvents = {
      onReady: () => this.#onReady(worker),
      onReply: (reply) => {
        const job = jobs.get(reply.id)
        jobs.delete(reply.id)
        worker.seenWaiting = 0
        if (reply.kind === 'outputs') job?.resolve(reply.outputs)
        else job?.reject(new AttestError('INFERENCE_UNAVAILABLE', `The model refused its input: ${reply.message}`))
        this.#dispatch()
      },
      onGone: (reason) => this.#onGone(worker, reason),
    }
    const process = startInferenceProcess({ kind: 'start', models, niceness }, events)
    const worker: Worker = { process, jobs, ready: false, seenWaiting: 0 }
    this.#workers.add(worker)
  }

  #endHanging(): void {
    for (const worker of this.#workers) {
      worker.seenWaiting = worker.jobs.size === 0 ? 0 : worker.seenWaiting + 1
      if (worker.seenWaiting < looks) continue
      this.#options.log?.warn({ processId: worker.process.pid }, 'inference process answers no more')
      void worker.process.kill()
    }
  }

  #onReady(worker: Worker): void {
    worker.ready = true
    this.#startFailures = 0
    this.#startError = null
    this.#noStartBefore = 0
    this.#options.log?.info({ processId: worker.process.pid }, 'inference process ready')
    this.#settleReadyWaiters()
    this.#dispatch()
  }

  #onGone(worker: Worker, reason: AttestError): void {
    this.#workers.delete(worker)
    if (this.#closed) return
    this.#deaths++
    this.#options.log?.warn({ processId: worker.process.pid, reason: reason.message }, 'inference process ended')
    for (const job of [...worker.jobs.values()].reverse()) this.#retry(job, reason)
    if (!worker.ready) this.#noteStartFailure(reason)
    this.#fill()
    if (this.#workers.size === 0) for (const job of this.#queue.takeAll()) job.reject(reason)
    this.#settleReadyWaiters()
    this.#dispatch()
  }

  #retry(job: Job, reason: AttestError): void {
    job.deaths++
    if (job.deaths < maxDeathsPerJob) this.#queue.putBack(job)
    else job.reject(reason)
  }

  #noteStartFailure(reason: AttestError): void {
    this.#startFailures++
    const isHopeless = reason.code === 'MODEL_NOT_FOUND' || reason.code === 'MODEL_INVALID'
    if (!isHopeless && this.#startFailures < maxStartFailures) return
    this.#startError = reason
    this.#noStartBefore = performance.now() + restartPauseMs
  }

  #settleReadyWaiters(): void {
    const workers = [...this.#workers]
    if (!this.#closed && workers.some(({ ready }) => !ready)) return
    for (const waiter of this.#readyWaiters.splice(0)) {
      if (workers.length > 0 && !this.#closed) waiter.resolve()
      else waiter.reject(this.#startError ?? closedError())
    }
  }

  #dispatch(): void {
    for (;;) {
      const worker = this.#leastLoaded()
      if (worker === undefined) return
      const job = this.#queue.take({ bulk: worker.jobs.size < maxBulkInFlight })
      if (job === undefined) return
      worker.jobs.set(job.id, job)
      const { id, model, priority, request } = job
      worker.process.send({ kind: 'run', id, model, priority, request })
    }
  }

  #leastLoaded(): Worker | undefined {
    let least: Worker | undefined
    for (const worker of this.#workers) {
      const hasRoom = worker.ready && worker.jobs.size < maxInFlight
      if (hasRoom && worker.jobs.size < (least?.jobs.size ?? Number.POSITIVE_INFINITY)) least = worker
    }
    return least
  }
}

function closedError(): AttestError {
  return new AttestError('INFERENCE_UNAVAILABLE', 'The inference processes were closed. Start the service again.')
}
