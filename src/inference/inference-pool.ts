/** A half-open range [start, end) of token positions. */
export interface TokenRange {
  readonly start: number
  readonly end: number
}

/** One text for one run; a model never sees two texts at once, because int8 outputs depend on their neighbours. */
export interface InferenceRequest {
  readonly inputIds: Int32Array
  /** As long as `inputIds`; all zero when left out. */
  readonly tokenTypeIds?: Int32Array
  /**
   * When given, an output of shape [1, tokens, width] comes back as [ranges, width]: one mean a range.
   * It is done beside the model so that not every token's vector crosses the pipe. An empty range gives zeros.
   */
  readonly meanRanges?: readonly TokenRange[]
}

/** Row-major; a batch dimension of 1 is gone. */
export interface OutputTensor {
  readonly data: Float32Array
  readonly dims: readonly number[]
}

/** By the names that the model gives its outputs. */
export type InferenceOutputs = Readonly<Record<string, OutputTensor>>

/** Somebody waits for an interactive request: it overtakes bulk requests, and is refused rather than left to wait long. */
export type InferencePriority = 'interactive' | 'bulk'

export interface InferenceStats {
  /** Of the processes that have their models loaded. */
  readonly processIds: readonly number[]
  /** Requests that wait for a process. */
  readonly queued: Readonly<Record<InferencePriority, number>>
  /** Requests that a process has. */
  readonly inFlight: number
  /** Processes that ended without being asked to. */
  readonly deaths: number
}

/** Processes that run models; they may be killed at any time. */
export interface InferencePool {
  /** How many processes there are at least when all is well. */
  readonly size: number

  /** @throws {AttestError} `MODEL_NOT_FOUND`, `MODEL_INVALID`, `INFERENCE_UNAVAILABLE` when no process can be started. */
  ready(): Promise<void>

  /**
   * A request whose process dies is tried once more on another. Bulk requests wait as long as it takes.
   *
   * @throws {AttestError} `INFERENCE_OVERLOADED` if too many interactive requests wait already;
   *   `INFERENCE_UNAVAILABLE` if two processes died over it, the model refused it, or the pool was closed;
   *   `MODEL_NOT_FOUND`, `MODEL_INVALID` if no process could load its models.
   */
  run(
    model: string,
    request: InferenceRequest,
    options: { readonly priority: InferencePriority },
  ): Promise<InferenceOutputs>

  stats(): InferenceStats

  /** Ends the processes, whatever they do, and resolves when they are gone. Requests not yet answered are rejected. */
  close(): Promise<void>
}
