import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { LoopResult } from './closed-loop.js'

/** What the processes of `npm run bench:service` are asked. */
export type Asked =
  | { readonly kind: 'memory' }
  /** Begins to watch the event loop anew. */
  | { readonly kind: 'watch' }
  | { readonly kind: 'delay' }
  | { readonly kind: 'ingest' }
  | { readonly kind: 'embed'; readonly clients: number; readonly forMs: number; readonly first: number }
  | { readonly kind: 'close' }

export interface Replies {
  readonly listening: { readonly kind: 'listening'; readonly url: string }
  /** Bytes, after everything that nobody holds was collected. */
  readonly memory: { readonly kind: 'memory'; readonly rss: number; readonly heapUsed: number }
  readonly watch: { readonly kind: 'watch' }
  /** The p99 of how late a timer of a millisecond came, since it was watched. */
  readonly delay: { readonly kind: 'delay'; readonly p99Ms: number; readonly ingesting: boolean }
  readonly ingest: { readonly kind: 'ingest' }
  readonly embed: { readonly kind: 'embed' } & LoopResult
}

export type Reply = Replies[keyof Replies]

export async function ask<Kind extends keyof Replies & Asked['kind']>(
  child: ChildProcess,
  asked: Extract<Asked, { kind: Kind }>,
): Promise<Replies[Kind]> {
  child.send(asked)
  return await reply(child)
}

/** The next that a process says. */
export async function reply<Kind extends keyof Replies>(child: ChildProcess): Promise<Replies[Kind]> {
  const [told] = (await once(child, 'message')) as [Replies[Kind]]
  return told
}
