import type { ChildProcess } from 'node:child_process'
import { cpSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { atLeast, atMost } from '../goal.js'
import { keptIndex } from '../scale/kept-index.js'
import { median, ratioRange } from '../statistics.js'
import { writeSyntheticCorpus } from '../synthetic-corpus.js'
import { askingClient } from './asking-client.js'
import { burn } from './burner.js'
import { closedLoop, type LoopResult } from './closed-loop.js'
import { ask } from './messages.js'
import { signalTree } from './process-tree.js'
import { end, type Started, started } from './started-process.js'

/** So many that ingesting them takes longer than all that is measured meanwhile. */
const ARTICLES_TO_INGEST = 2_500

type Loop = Parameters<typeof closedLoop>[0]

interface Repeat {
  readonly clients: number
  /** Of the embedding of questions, beside a burner. */
  readonly embedding: LoopResult
  /** Of searches over HTTP, beside the server's own ingestion. */
  readonly search: LoopResult & { readonly delayP99Ms: number; readonly ingesting: boolean }
  /** The same of a server that has nothing else to do. */
  readonly alone: LoopResult & { readonly delayP99Ms: number }
  /** Of a bare Hono server, beside a burner. */
  readonly bare: LoopResult & { readonly delayP99Ms: number }
}

export interface LoadOptions {
  /** Where the indexes are kept. */
  readonly work: string
  readonly passages: number
  readonly clients: readonly number[]
  readonly repeats: number
  /** Cores that are burnt beside the bare work. */
  readonly burners: number
  /** Of each measurement. */
  readonly forMs: number
}

/** Searches at several numbers of clients while the server ingests, each beside what bare work gets in the same minute. */
export async function measureLoad(folder: string, options: LoadOptions) {
  const { folder: index } = await keptIndex(options.work, options.passages)
  const env = {
    ATTEST_CORPUS_DIR: path.join(folder, 'corpus'),
    ATTEST_INDEX_DIR: path.join(folder, 'index'),
    ATTEST_LOG_LEVEL: 'error',
    ATTEST_PORT: '0',
  }
  cpSync(index, env.ATTEST_INDEX_DIR, { recursive: true })
  writeSyntheticCorpus(env.ATTEST_CORPUS_DIR, ARTICLES_TO_INGEST)
  const [embedding, server, alone, bare] = await Promise.all([
    started('embedding-process.ts'),
    started('served-process.ts', env),
    started('served-process.ts', { ...env, ATTEST_INDEX_DIR: index }),
    started('bare-server.ts'),
  ])
  try {
    await ask(server.child, { kind: 'ingest' })
    signalTree(server.child.pid!, 'SIGSTOP')
    const repeats: Repeat[] = []
    // Each question is asked once of whoever answers it.
    let first = 0
    const nextNumbers = () => (first += 1_000_000)
    for (let repeat = 0; repeat < options.repeats; repeat++) {
      for (const clients of options.clients) {
        repeats.push(
          await measureClients({ clients, forMs: options.forMs, first: nextNumbers() }, options.burners, {
            embedding: embedding.child,
            server,
            alone,
            bare,
          }),
        )
        console.error(JSON.stringify(repeats.at(-1)))
      }
    }
    return loadFigures(repeats)
  } finally {
    signalTree(server.child.pid!, 'SIGCONT')
    await Promise.all([embedding, server, alone, bare].map(({ child }) => end(child)))
  }
}

async function measureClients(
  loop: Loop,
  burners: number,
  { embedding, server, alone, bare }: { embedding: ChildProcess; server: Started; alone: Started; bare: Started },
): Promise<Repeat> {
  const stopBurning = burn(burners)
  const embedded = await ask(embedding, { kind: 'embed', ...loop })
  const bareResult = await askServer(bare, loop)
  stopBurning()
  const aloneResult = await askServer(alone, loop)
  // Only now does the ingestion go on, so that it takes nothing from what it is measured beside.
  signalTree(server.child.pid!, 'SIGCONT')
  await sleep(300)
  const search = await askServer(server, loop)
  signalTree(server.child.pid!, 'SIGSTOP')
  return { clients: loop.clients, embedding: embedded, search, alone: aloneResult, bare: bareResult }
}

async function askServer({ child, url }: Started, loop: Loop) {
  const client = askingClient(url)
  await ask(child, { kind: 'watch' })
  const result = await closedLoop(loop, client.search)
  const { p99Ms, ingesting } = await ask(child, { kind: 'delay' })
  client.close()
  return { ...result, delayP99Ms: p99Ms, ingesting }
}

function loadFigures(repeats: readonly Repeat[]) {
  const of = (clients: number) => repeats.filter((repeat) => repeat.clients === clients)
  return [...new Set(repeats.map(({ clients }) => clients))].map((clients) => ({
    clients,
    embeddingsPerSecond: Math.round(median(of(clients).map(({ embedding }) => embedding.perSecond))),
    searchesPerSecond: Math.round(median(of(clients).map(({ search }) => search.perSecond))),
    throughput: atLeast(
      0.8,
      of(clients).map(({ search, embedding }) => search.perSecond / embedding.perSecond),
    ),
    overAlone: ratioRange(of(clients).map(({ search, alone }) => search.perSecond / alone.perSecond)),
    aloneOverEmbedding: ratioRange(of(clients).map(({ alone, embedding }) => alone.perSecond / embedding.perSecond)),
    ingestedThroughout: of(clients).every(({ search }) => search.ingesting),
    errors: of(clients).reduce((sum, { search }) => sum + search.failed, 0),
    delayP99Ms: Math.round(median(of(clients).map(({ search }) => search.delayP99Ms))),
    delayOverBare: atMost(
      2,
      of(clients).map(({ search, bare }) => search.delayP99Ms / bare.delayP99Ms),
    ),
  }))
}
