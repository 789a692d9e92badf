import { AttestError } from '../errors.js'
import type { InferenceOutputs, InferencePriority, InferenceRequest } from './inference-pool.js'
import { Turns } from './turns.js'

/** A request and those who wait for it. */
export interface Job {
  readonly id: number
  readonly model: string
  readonly request: InferenceRequest
  readonly priority: InferencePriority
  /** Processes that died while they had it. */
  deaths: number
  resolve(outputs: InferenceOutputs): void
  reject(error: AttestError): void
}

/** Jobs that wait for a process: interactive ones first (turns.ts), each kind in the order of its arrival. */
export class JobQueue {
  readonly #jobs: Record<InferencePriority, Job[]> = { interactive: [], bulk: [] }
  readonly #maxInteractive: number
  readonly #turns = new Turns()

  constructor(maxInteractive: number) {
    this.#maxInteractive = maxInteractive
  }

  get lengths(): Record<InferencePriority, number> {
    return { interactive: this.#jobs.interactive.length, bulk: this.#jobs.bulk.length }
  }

  /** @throws {AttestError} `INFERENCE_OVERLOADED`. */
  add(job: Job): void {
    if (job.priority === 'interactive' && this.#jobs.interactive.length >= this.#maxInteractive) {
      throw new AttestError(
        'INFERENCE_OVERLOADED',
        `${this.#maxInteractive} requests wait for the model already. Ask again in a moment.`,
      )
    }
    this.#jobs[job.priority].push(job)
  }

  /** For a job that was taken and not done: it has waited longest, and is never refused. */
  putBack(job: Job): void {
    this.#jobs[job.priority].unshift(job)
  }

  /** @param kinds whether a bulk job may be taken where no interactive one waits. */
  take(kinds: { readonly bulk: boolean }): Job | undefined {
    const { interactive, bulk } = this.#jobs
    if (interactive.length === 0 && !kinds.bulk) return undefined
    const kind = this.#turns.next({ interactive: interactive.length > 0, bulk: bulk.length > 0 })
    return kind === null ? undefined : this.#jobs[kind].shift()
  }

  takeAll(): Job[] {
    return [...this.#jobs.interactive.splice(0), ...this.#jobs.bulk.splice(0)]
  }
}
