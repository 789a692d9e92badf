import type { FoundPassage } from '../answers/found-passage.js'
import { titleOf } from './article-title.js'
import { type Command, exitCodes } from './command.js'
import { filterHelp, filterOptions, filtersFrom, topKFrom } from './filter-options.js'
import { oneText, withIndex } from './with-index.js'

export const searchCommand: Command = {
  name: 'search',
  summary: 'find passages',
  help: `Usage: attest search QUERY [options]

Prints the best passages, best first, each with its article and score.

Options
  --json             print the passages as JSON
${filterHelp}
  --help             print this

Examples
  attest search "text fragments" --top 3
  attest search "sanctions relief" --author "Simon Whistler" --from 2026

Exit codes: 0 found, 1 nothing found, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' }, ...filterOptions },
  async run(positionals, options, context) {
    const query = oneText(positionals, 'a query', 'attest search "text fragments"')
    return withIndex(context, async (attest) => {
      const results = await attest.search({ query, filters: filtersFrom(options), topK: topKFrom(options) })
      if (options.json === true) context.output.json(results)
      else for (const line of results.passages.flatMap(describePassage)) context.output.line(line)
      if (results.passages.length > 0) return exitCodes.ok
      context.output.note('Nothing was found: there are no articles, or none passes these filters.')
      return exitCodes.no
    })
  },
}

function describePassage({ text, headings, article, scores }: FoundPassage, position: number): string[] {
  const place = [titleOf(article), ...headings].join(' › ')
  return [`${position + 1}. ${place} (${scores.fused.toFixed(3)})`, `   ${text.replaceAll('\n', '\n   ')}`, '']
}
