import { type AnsweredQuestion, type AnswerMode, answerModes, type DeclinedQuestion } from '../answers/answer.js'
import { declineSentences } from '../answers/decline-sentences.js'
import { type Citation, referenceStyles } from '../citations/citation.js'
import { AttestError } from '../errors.js'
import { titleOf } from './article-title.js'
import { type Command, exitCodes, type OptionValues } from './command.js'
import { filterHelp, filterOptions, filtersFrom, topKFrom } from './filter-options.js'
import { styleFrom } from './style-option.js'
import { oneText, withIndex } from './with-index.js'

export const askCommand: Command = {
  name: 'ask',
  summary: 'answer a question with exact quotes',
  help: `Usage: attest ask QUESTION [options]

Prints the sentences that answer, each with its citation; or says that the articles do not answer.

Options
  --json             print the answer as JSON, as POST /api/ask gives it
  --mode MODE        ${answerModes.join(' or ')}; else by the language model where the settings name one
  --style STYLE      of references: ${referenceStyles.join(', ')}
${filterHelp}
  --help             print this

Examples
  attest ask "What does BM25 do with rare words?"
  attest ask "How does APA treat an article without a date?" --tag citing --json

Exit codes: 0 answered, 1 the articles do not say, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' }, style: { type: 'string' }, mode: { type: 'string' }, ...filterOptions },
  async run(positionals, options, context) {
    const style = styleFrom(options)
    const mode = modeFrom(options)
    const question = oneText(positionals, 'a question', 'attest ask "What does BM25 do with rare words?"')
    return withIndex(context, async (attest) => {
      const answer = await attest.ask({
        question,
        filters: filtersFrom(options),
        topK: topKFrom(options),
        style,
        mode,
      })
      if (options.json === true) context.output.json(answer)
      else
        for (const line of answer.kind === 'answered' ? answered(answer) : declined(answer)) context.output.line(line)
      return answer.kind === 'answered' ? exitCodes.ok : exitCodes.no
    })
  },
}

function modeFrom({ mode }: OptionValues): AnswerMode | undefined {
  const known = answerModes.find((one) => one === mode)
  if (mode === undefined || known !== undefined) return known
  throw new AttestError('USAGE', `There is no mode ${JSON.stringify(mode)}. Expected ${answerModes.join(' or ')}.`)
}

function answered({ answer, citations, mode, writing, fallbackReason }: AnsweredQuestion): string[] {
  const quotes = mode === 'language-model'
  return [
    ...(fallbackReason === null ? [] : [`The language model did not answer (${fallbackReason}); the articles do:`]),
    answer,
    ...(writing === null || writing.unsupported.length === 0
      ? []
      : [`(${counted(writing.unsupported.length, 'sentence')} of the model had no support.)`]),
    '',
    ...citations.flatMap((citation) => describeCitation(citation, quotes)),
  ]
}

/** @param withQuote under a text that is not itself made of the quotes. */
function describeCitation(citation: Citation, withQuote: boolean): string[] {
  const { marker, quote, reference, sourceLines, articleId, link, article } = citation
  const { first, last } = sourceLines
  const lines = first === last ? `line ${first}` : `lines ${first}-${last}`
  return [
    `[${marker}] ${reference}`,
    ...(withQuote ? [`    “${quote}”`] : []),
    ...(article.status === 'retracted' ? ['    RETRACTED: this article has been withdrawn.'] : []),
    `    ${articleId}, ${lines}`,
    ...(link === null ? [] : [`    ${link}`]),
  ]
}

function declined({ reason, missingWords, lookedAt, closest }: DeclinedQuestion): string[] {
  const nearest = closest[0]
  return [
    declineSentences[reason],
    `Looked at ${counted(lookedAt.articles, 'article')}, ${counted(lookedAt.passages, 'passage')}.`,
    ...(missingWords.length === 0 ? [] : [`Words that occur nowhere: ${missingWords.join(', ')}.`]),
    ...(nearest === undefined ? [] : [`Nearest: ${titleOf(nearest.article)}`]),
  ]
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
