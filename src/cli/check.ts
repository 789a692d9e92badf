import { readFileSync, writeFileSync } from 'node:fs'
import { type CheckedDraft, type DraftEvent, wholeCheck } from '../check-draft.js'
import type { CheckedQuote, CheckedSentence } from '../check-sentence.js'
import { referenceStyles } from '../citations/citation.js'
import type { Conflict } from '../claims/claim-evidence.js'
import { type DraftFormat, draftFormats, LONGEST_DRAFT } from '../drafts/draft.js'
import { AttestError, asError } from '../errors.js'
import { type Command, exitCodes, type OptionValues } from './command.js'
import { filterHelp, filterOptions, filtersFrom } from './filter-options.js'
import type { Output } from './output.js'
import { styleFrom } from './style-option.js'
import { shownDiff } from './verify.js'
import { withIndex } from './with-index.js'

export const checkCommand: Command = {
  name: 'check',
  summary: "check a draft's quotations, claims, attributions and missing citations",
  help: `Usage: attest check FILE [options]

Checks a Markdown or plain-text draft sentence by sentence and prints what wants attention, with its line; "-" reads standard input.

Options
  --format FORMAT    ${draftFormats.join(' or ')}; else told by the file's name: .txt is plain
  --footnoted FILE   write the draft with footnotes and bibliography to a new file
  --style STYLE      of references: ${referenceStyles.join(', ')}
  --ibid             "Ibid." instead of the short form for the article of the note before
  --all              print sentences that want nothing too
  --json             print the result as JSON, as POST /api/drafts/check gives it
${filterHelp}
  --help             print this

Examples
  attest check draft.md
  attest check draft.md --style chicago-note --ibid --footnoted draft-with-notes.md

Exit codes: 0 every quotation stands as quoted, 1 one is altered, stitched, misattributed or not found, 2 wrong usage or settings,
3 could not be done`,
  options: {
    json: { type: 'boolean' },
    all: { type: 'boolean' },
    ibid: { type: 'boolean' },
    format: { type: 'string' },
    footnoted: { type: 'string' },
    style: { type: 'string' },
    ...filterOptions,
  },
  async run(positionals, options, context) {
    const { file, draft } = readDraftFile(positionals)
    const style = styleFrom(options)
    const format = formatFrom(options, file)
    const { output } = context
    return withIndex(context, async (attest) => {
      const repeated = options.ibid === true ? 'ibid' : 'short'
      const request = { draft, format, style, filters: filtersFrom(options), repeated } as const
      const checked = await wholeCheck(shown(attest.checkDraftStream(request), output))
      if (typeof options.footnoted === 'string') writeFootnoted(options.footnoted, checked, format)
      if (options.json === true) output.json(checked)
      else for (const line of describe(checked, draft, options.all === true)) output.line(line)
      return quotesOf(checked).every(stands) ? exitCodes.ok : exitCodes.no
    })
  },
}

/** Passes the events on, and shows how far they are. */
async function* shown(events: AsyncIterable<DraftEvent>, output: Output): AsyncGenerator<DraftEvent> {
  for await (const event of events) {
    if (event.kind === 'sentence') output.status(`${event.number}/${event.of} sentences`)
    else output.status('')
    yield event
  }
}

function readDraftFile(positionals: readonly string[]): { file: string; draft: string } {
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) {
    throw new AttestError('USAGE', `Expected one draft, received ${positionals.length}. Example: attest check draft.md`)
  }
  const draft = read(file)
  if (draft.trim() === '') throw new AttestError('USAGE', `Expected a draft with words, ${file} has none.`)
  if (draft.length > LONGEST_DRAFT) {
    throw new AttestError(
      'USAGE',
      `Expected a draft of at most ${LONGEST_DRAFT} characters, received ${draft.length}. Check it chapter by chapter.`,
    )
  }
  return { file, draft }
}

function read(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file === '-' ? 0 : file))
  } catch (thrown) {
    const problem = thrown instanceof TypeError ? 'it is not UTF-8' : asError(thrown).message
    throw new AttestError('USAGE', `The draft ${file} cannot be read: ${problem}.`, { cause: thrown })
  }
}

function formatFrom({ format }: OptionValues, file: string): DraftFormat {
  if (format === undefined) return /\.te?xt$/i.test(file) ? 'plain' : 'markdown'
  const known = draftFormats.find((one) => one === format)
  if (known !== undefined) return known
  throw new AttestError('USAGE', `There is no format ${JSON.stringify(format)}. Expected ${draftFormats.join(' or ')}.`)
}

/** A draft is a writer's work: a file that is there is never written over. */
function writeFootnoted(file: string, { footnoted, bibliography }: CheckedDraft, format: DraftFormat): void {
  const heading = format === 'markdown' ? '## Bibliography' : 'Bibliography'
  const entries =
    bibliography.length === 0 ? [] : ['', heading, '', ...bibliography.flatMap((entry) => [entry, '']).slice(0, -1)]
  const lineEnd = footnoted.includes('\r\n') ? '\r\n' : '\n'
  try {
    writeFileSync(file, [footnoted.trimEnd(), ...entries, ''].join(lineEnd), { flag: 'wx' })
  } catch (thrown) {
    throw new AttestError('USAGE', `${file} cannot be written: ${asError(thrown).message}. Name a new file.`, {
      cause: thrown,
    })
  }
}

const quotesOf = ({ sentences }: CheckedDraft): CheckedQuote[] => sentences.flatMap(({ quotes }) => quotes)
const stands = ({ verdict }: CheckedQuote): boolean => verdict === 'exact' || verdict === 'normalised'

function describe(checked: CheckedDraft, draft: string, all: boolean): string[] {
  let [line, at] = [1, 0]
  const lines = checked.sentences.flatMap((sentence) => {
    line += draft.slice(at, sentence.span.start).split('\n').length - 1
    at = sentence.span.start
    const remarks = remarksOn(sentence)
    if (remarks.length === 0 && !all) return []
    return [`line ${line}: ${sentence.text}`, ...remarks.map((remark) => `    ${remark}`), '']
  })
  return [...lines, summaryOf(checked)]
}

function remarksOn({ quotes, attributions, evidence, missingCitation }: CheckedSentence): string[] {
  const support = evidence.find(({ stance }) => stance === 'supports')
  const quoted = quotes.filter(stands).flatMap(({ matches }) => matches.slice(0, 1))
  // Of all that is shown or that the sentence rests on.
  const nearest = quotes.flatMap(({ matches }) => matches.slice(0, 1))
  const conflicting = evidence.filter(({ conflict }) => conflict !== null)
  const withdrawn = new Map(
    [...nearest, ...conflicting, ...(support === undefined ? [] : [support])]
      .map(({ citation }) => citation.article)
      .filter(({ status }) => status === 'retracted')
      .map((article) => [article.id, article]),
  )
  return [
    ...quotes.filter((quote) => !stands(quote)).flatMap(remarksOnQuote),
    ...attributions
      .filter(({ agrees }) => agrees === false)
      .map(({ kind, claimed, found }) => `${kind} differs: "${claimed}", the article has "${found}"`),
    ...evidence.flatMap(({ conflict, citation }) =>
      conflict === null
        ? []
        : [`conflicts (${conflict.kind}): ${sides(conflict)}: ${citation.quote}`, `  ${citation.reference}`],
    ),
    ...[...withdrawn.values()].map(({ id, title }) => `RETRACTED: ${title ?? id} has been withdrawn`),
    ...(missingCitation ? ['citation missing'] : []),
    ...(missingCitation && support !== undefined ? [`  supported by: ${support.citation.reference}`] : []),
    ...(missingCitation && support === undefined ? foundIn(quoted) : []),
  ]
}

/** Where the words of a sentence stand that cites nothing. */
const foundIn = (quoted: readonly CheckedQuote['matches'][number][]): string[] =>
  [...new Set(quoted.map(({ citation }) => citation.reference))].map((reference) => `  found in: ${reference}`)

/** A "not" stands on one side alone. */
function sides({ claimed, found }: Conflict): string {
  if (claimed === '') return `"${found}" is not here, but in`
  return found === '' ? `"${claimed}" is here, but not in` : `"${claimed}" here, "${found}" in`
}

function remarksOnQuote({ verdict, text, matches, claimedAuthor }: CheckedQuote): string[] {
  const [match] = matches
  const quote = `quotation ${verdict.replace('_', ' ')}: “${text.replace(/\s+/g, ' ')}”`
  if (match === undefined) return [quote]
  const { citation, diff, changes } = match
  return [
    quote,
    ...(verdict === 'altered' ? [`  changed (${changes.join(', ')}): ${shownDiff(diff)}`] : []),
    ...(verdict === 'misattributed' ? [`  not by ${claimedAuthor}`] : []),
    ...(verdict === 'not_found' ? [`  nearest: ${citation.quote}`] : []),
    `  ${citation.reference}`,
  ]
}

function summaryOf(checked: CheckedDraft): string {
  const { sentences } = checked
  const quotes = quotesOf(checked)
  const conflicts = sentences.filter(({ evidence }) => evidence.some(({ stance }) => stance === 'conflicts'))
  const wrong = sentences.flatMap(({ attributions }) => attributions.filter(({ agrees }) => agrees === false))
  return [
    `${sentences.length} sentences`,
    `quotations as quoted: ${quotes.filter(stands).length} of ${quotes.length}`,
    `conflicts: ${conflicts.length}`,
    `attributions that differ: ${wrong.length}`,
    `citations missing: ${sentences.filter(({ missingCitation }) => missingCitation).length}`,
  ].join('; ')
}
