import { readFileSync } from 'node:fs'
import { referenceStyles } from '../citations/citation.js'
import { AttestError } from '../errors.js'
import type { VerifiedMatch, VerifiedQuote } from '../verify-quote.js'
import { type Command, exitCodes } from './command.js'
import { filterHelp, filterOptions, filtersFrom } from './filter-options.js'
import { styleFrom } from './style-option.js'
import { oneText, withIndex } from './with-index.js'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'say whether a quotation stands in the articles as it is quoted',
  help: `Usage: attest verify QUOTE [options]

Finds the quotation and prints the verdict (docs/quotes.md) with each place where it stands; "-" reads it from standard input.

Options
  --claimed-author NAME    who is said to have written or said it
  --claimed-article ID     where it is said to stand: id, former id or address
  --style STYLE            of references: ${referenceStyles.join(', ')}
  --json                   print the result as JSON, as POST /api/quotes/verify gives it
${filterHelp}
  --help                   print this

Examples
  attest verify "Wild yeast divides more slowly than the yeast that bakers buy."
  pbpaste | attest verify - --claimed-author "Lena Brandt"

Exit codes: 0 exact or normalised, 1 altered, stitched, misattributed or not found, 2 wrong usage or settings, 3 could not be done`,
  options: {
    json: { type: 'boolean' },
    style: { type: 'string' },
    'claimed-author': { type: 'string' },
    'claimed-article': { type: 'string' },
    ...filterOptions,
  },
  async run(positionals, options, context) {
    const given = oneText(positionals, 'a quotation', 'attest verify "Wild yeast divides more slowly"')
    const quote = given === '-' ? readFileSync(0, 'utf8') : given
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined)
    const style = styleFrom(options)
    if (quote.trim() === '') throw new AttestError('USAGE', 'Expected a quotation on standard input, received none.')
    return withIndex(context, async (attest) => {
      const verified = await attest.verifyQuote({
        quote,
        style,
        filters: filtersFrom(options),
        claimedAuthor: text('claimed-author'),
        claimedArticleId: text('claimed-article'),
      })
      if (options.json === true) context.output.json(verified)
      else for (const line of describe(verified)) context.output.line(line)
      return ['exact', 'normalised'].includes(verified.verdict) ? exitCodes.ok : exitCodes.no
    })
  },
}

const verdicts: Record<VerifiedQuote['verdict'], string> = {
  exact: 'Exact: the articles have it word for word.',
  normalised: 'Normalised: only quotation marks, dashes, white space, case, markup or hyphens differ.',
  altered: 'Altered: words differ.',
  stitched: 'Stitched: its parts stand in several places, or words are left out without a mark.',
  misattributed: 'Misattributed: it stands elsewhere than claimed.',
  not_found: 'Not found.',
}

function describe({ verdict, marks, matches }: VerifiedQuote): string[] {
  return [
    verdicts[verdict],
    ...(marks.length === 0 ? [] : [`It marks: ${marks.join(', ')}.`]),
    ...(verdict === 'not_found' && matches.length > 0 ? ['The nearest sentences:'] : []),
    ...matches.flatMap(describeMatch),
  ]
}

function describeMatch({ citation, changes, diff, speaker }: VerifiedMatch): string[] {
  const { marker, reference, articleId, sourceLines, link, article } = citation
  const { first, last } = sourceLines
  return [
    '',
    `[${marker}] ${changes.length === 0 ? citation.quote : shownDiff(diff)}`,
    ...(changes.length === 0 ? [] : [`    Changed: ${changes.join(', ')}.`]),
    ...(speaker === null ? [] : [`    Said by ${speaker}.`]),
    `    ${reference}`,
    ...(article.status === 'retracted' ? ['    RETRACTED: this article has been withdrawn.'] : []),
    `    ${articleId}, ${first === last ? `line ${first}` : `lines ${first}-${last}`}`,
    ...(link === null ? [] : [`    ${link}`]),
  ]
}

/** As editors mark changes: `[-the article's words-]` and `{+the quote's+}`. */
export function shownDiff(diff: VerifiedMatch['diff']): string {
  const marked = diff.map(({ kind, text }) => {
    if (kind === 'same') return text
    return kind === 'left-out' ? ` [-${text.trim()}-] ` : ` {+${text.trim()}+} `
  })
  return marked.join('').replace(/\s+/g, ' ').trim()
}
