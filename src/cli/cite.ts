import { referenceStyles } from '../citations/citation.js'
import type { CitedEvidence, ClaimSources } from '../find-sources.js'
import { type Command, exitCodes } from './command.js'
import { filterHelp, filterOptions, filtersFrom, topKFrom } from './filter-options.js'
import { styleFrom } from './style-option.js'
import { oneText, withIndex } from './with-index.js'

export const citeCommand: Command = {
  name: 'cite',
  summary: 'find what the articles say of a claim',
  help: `Usage: attest cite CLAIM [options]

Prints the sentences that support the claim, those that conflict with it, and those about the same thing, each with its citation.
It is evidence, never a verdict.

Options
  --earliest-first   the earliest publication first
  --style STYLE      of references: ${referenceStyles.join(', ')}
  --json             print the result as JSON, as POST /api/claims/lookup gives it
${filterHelp}
  --help             print this

Examples
  attest cite "BM25 gives rare words more weight"
  attest cite "The figure rose in 2024" --style bibtex --published-from 2024

Exit codes: 0 something supports it, 1 nothing does, 2 wrong usage or settings, 3 could not be done`,
  options: {
    json: { type: 'boolean' },
    style: { type: 'string' },
    'earliest-first': { type: 'boolean' },
    ...filterOptions,
  },
  async run(positionals, options, context) {
    const claim = oneText(positionals, 'a claim', 'attest cite "BM25 gives rare words more weight"')
    const style = styleFrom(options)
    return withIndex(context, async (attest) => {
      const sources = await attest.lookupClaim({
        claim,
        style,
        filters: filtersFrom(options),
        topK: topKFrom(options),
        earliestFirst: options['earliest-first'] === true,
      })
      if (options.json === true) context.output.json(sources)
      else for (const line of describe(sources)) context.output.line(line)
      return sources.evidence.some(({ stance }) => stance === 'supports') ? exitCodes.ok : exitCodes.no
    })
  },
}

const titles: Record<CitedEvidence['stance'], string> = {
  supports: 'Supports',
  conflicts: 'Conflicts',
  related: 'Related',
}

function describe({ evidence }: ClaimSources): string[] {
  if (evidence.length === 0) return ['The articles say nothing about this.']
  return evidence.flatMap(({ stance, citation, conflict }, i) => [
    ...(i === 0 ? [] : ['']),
    `[${citation.marker}] ${titles[stance]}: ${citation.quote}`,
    ...(conflict === null ? [] : [`    ${conflict.kind}: claimed "${conflict.claimed}", found "${conflict.found}"`]),
    `    ${citation.reference}`,
    ...(citation.article.status === 'retracted' ? ['    RETRACTED: this article has been withdrawn.'] : []),
  ])
}
