import { AttestError } from '../errors.js'
import type { Reader, Reading } from '../reader/reader.js'
import { asRead } from '../retrieval/as-read.js'
import { askedYears } from '../retrieval/asked-years.js'
import type { RankedPassage, Retrieval } from '../retrieval/retriever.js'
import type { SearchIndex } from '../search-index/search-index.js'
import { type Evidence, rerank } from './evidence.js'

/** Passages whose sentences may be quoted where nothing is read; where some are, it is those. */
export const PASSAGES_TO_QUOTE_FROM = 15

export interface GatherParts {
  readonly index: SearchIndex
  readonly reader: Reader | null
  /** Passages that the reader reads, best first; 0 reads none. */
  readonly readerPassages: number
}

export interface GatheredEvidence {
  readonly evidence: Evidence
  /** Whether the reader was left out because too many questions wait for it. */
  readonly degraded: boolean
  readonly readMs: number
}

/** Looks at the sentences of the best passages, and has the very best read. */
export async function gatherEvidence({ query, passages }: Retrieval, parts: GatherParts): Promise<GatheredEvidence> {
  const best = passages.slice(0, PASSAGES_TO_QUOTE_FROM)
  const ids = best.map(({ passage }) => passage.id)
  const started = performance.now()
  const { readings, degraded } = await read(query.text, best.slice(0, parts.readerPassages), parts.reader)
  const readMs = performance.now() - started
  const sentences = await parts.index.sentenceScores(query, ids)
  const evidence = best.map((ranked, i) => ({ ranked, sentences: sentences[i]!, reading: readings[i] ?? null }))
  const words = await parts.index.queryWords(query.text)
  return { evidence: { passages: rerank(evidence), words, years: askedYears(query.text) }, degraded, readMs }
}

async function read(question: string, passages: readonly RankedPassage[], reader: Reader | null) {
  if (reader === null || passages.length === 0) return { readings: [], degraded: false }
  try {
    return { readings: await reader.read(question, passages.map(asRead)), degraded: false }
  } catch (thrown) {
    // A quick answer that says so is better than none; any other fault is not for us to hide.
    if (thrown instanceof AttestError && thrown.code === 'INFERENCE_OVERLOADED') {
      return { readings: [] as readonly Reading[], degraded: true }
    }
    throw thrown
  }
}
