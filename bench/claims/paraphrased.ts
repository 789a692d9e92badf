import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Stance } from '../../src/claims/claim-evidence.js'
import { loadConfig } from '../../src/config.js'
import { createAttest } from '../../src/service.js'
import { readParaphrases } from './paraphrases.js'

/**
 * `npm run bench:claims -- --paraphrases`: whether a sentence that says in other words what a shipped article says finds
 * that article, and what stance it is given. Nothing is tuned on it. Every one of them is true of its article, so that
 * `conflicts` is always wrong.
 */
export async function measureParaphrases(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-paraphrases-'))
  const attest = createAttest(loadConfig({ ATTEST_INDEX_DIR: folder, ATTEST_LOG_LEVEL: 'silent' }))
  try {
    await attest.ingest()
    const cases = readParaphrases()
    const counts = { first: 0, firstThree: 0, sentence: 0, nothing: 0 }
    const stances: Record<Stance, number> = { supports: 0, conflicts: 0, related: 0 }
    for (const { article, sentence, paraphrase } of cases) {
      const { evidence } = await attest.lookupClaim({
        claim: paraphrase,
        topK: 8,
        earliestFirst: false,
        style: 'apa',
      })
      const place = evidence.findIndex(({ citation }) => citation.articleId === article)
      if (place === 0) counts.first++
      if (place >= 0 && place < 3) counts.firstThree++
      if (evidence.slice(0, 3).some(({ citation }) => citation.quote.includes(sentence))) counts.sentence++
      if (evidence.length === 0) counts.nothing++
      // What a reader sees first decides.
      const [best] = evidence
      if (best !== undefined) stances[best.stance]++
      for (const { stance, conflict, citation } of evidence)
        if (stance === 'conflicts')
          console.log(`conflicts: ${paraphrase}\n   ${citation.quote} ${JSON.stringify(conflict)}`)
    }
    console.log(`paraphrases: ${cases.length}`)
    console.log(
      `article first ${counts.first}, in the first three ${counts.firstThree}; its sentence in the first three ${counts.sentence}; nothing ${counts.nothing}`,
    )
    console.log(`stance of the first: ${JSON.stringify(stances)}`)
  } finally {
    await attest.close()
    rmSync(folder, { recursive: true })
  }
}
