import type { Citation, ReferenceStyle } from './citations/citation.js'
import { cite } from './citations/cite.js'
import type { ClaimEvidence, ClaimRequest } from './claims/claim-evidence.js'
import { type ClaimParts, lookUpClaim } from './claims/lookup-claim.js'

export interface LookupClaimRequest extends ClaimRequest {
  readonly style: ReferenceStyle
}

/** A piece of evidence as every door shows it. */
export interface CitedEvidence extends Pick<ClaimEvidence, 'stance' | 'conflict' | 'independentSources'> {
  readonly citation: Citation
}

export interface ClaimSources {
  /** What supports, then what conflicts, then what is about the same thing; empty where nothing is. */
  readonly evidence: readonly CitedEvidence[]
  readonly version: string
}

/** Finds what the articles say of a claim, each sentence with its citation. @throws {AttestError} as `lookUpClaim`. */
export async function findSources(
  { style, ...request }: LookupClaimRequest,
  parts: FindSourcesParts,
): Promise<ClaimSources> {
  const found = await lookUpClaim(request, parts)
  return { evidence: await citeEvidence(found, style, parts), version: parts.index.version }
}

export interface FindSourcesParts extends ClaimParts {
  readonly publicUrl: string
}

/** Evidence as every door shows it, in the order given. */
export function citeEvidence(
  found: readonly ClaimEvidence[],
  style: ReferenceStyle,
  { index, publicUrl }: Pick<FindSourcesParts, 'index' | 'publicUrl'>,
): Promise<CitedEvidence[]> {
  return Promise.all(
    found.map(
      async ({ stance, conflict, independentSources, articleId, passageId, span }, i): Promise<CitedEvidence> => {
        const article = (await index.article(articleId))!
        const citation = cite(article, span, { marker: i + 1, passageId, publicUrl, style })
        return { stance, conflict, independentSources, citation }
      },
    ),
  )
}
