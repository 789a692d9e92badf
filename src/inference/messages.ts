import type { ErrorCode } from '../errors.js'
import type { InferenceOutputs, InferencePriority, InferenceRequest } from './inference-pool.js'

/** A model as a process loads it. */
export interface ModelSource {
  /** Path of the .onnx file. */
  readonly file: string
  /** What the model's config.json holds. */
  readonly config: Readonly<Record<string, unknown>>
}

export interface StartMessage {
  readonly kind: 'start'
  readonly models: Readonly<Record<string, ModelSource>>
  /** 0 (normal) to 19 (only when nobody else wants the processor). */
  readonly niceness: number
}

export interface RunMessage {
  readonly kind: 'run'
  readonly id: number
  readonly model: string
  readonly priority: InferencePriority
  readonly request: InferenceRequest
}

export type MessageToProcess = StartMessage | RunMessage

export type MessageFromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'start-failed'; readonly code: ErrorCode; readonly message: string }
  | { readonly kind: 'outputs'; readonly id: number; readonly outputs: InferenceOutputs }
  | { readonly kind: 'run-failed'; readonly id: number; readonly message: string }
