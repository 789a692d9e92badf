import type { AnsweredQuestion, DeclinedQuestion } from '../answers/answer.js'
import { declineSentences } from '../answers/decline-sentences.js'
import { type Citation, referenceStyles } from '../citations/citation.js'
import { titleOf } from './article-title.js'
import { type Command, exitCodes } from './command.js'
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
  --style STYLE      of references: ${referenceStyles.join(', ')}
${filterHelp}
  --help             print this

Examples
  attest ask "What does BM25 do with rare words?"
  attest ask "How does APA treat an article without a date?" --tag citing --json

Exit codes: 0 answered, 1 the articles do not say, 2 wrong usage or settings, 3 could not be done`,
  options: { json: { type: 'boolean' }, style: { type: 'string' }, ...filterOptions },
  async run(positionals, options, context) {
    const style = styleFrom(options)
    const question = oneText(positionals, 'a question', 'attest ask "What does BM25 do with rare words?"')
    return withIndex(context, async (attest) => {
      const answer = await attest.ask({
        question,
        filters: filtersFrom(options),
        topK: topKFrom(options),
        style,
      })
      if (options.json === true) context.output.json(answer)
      else
        for (const line of answer.kind === 'answered' ? answered(answer) : declined(answer)) context.output.line(line)
      return answer.kind === 'answered' ? exitCodes.ok : exitCodes.no
    })
  },
}

function answered({ answer, citations }: AnsweredQuestion): string[] {
  return [answer, '', ...citations.flatMap(describeCitation)]
}

function describeCitation({ marker, reference, sourceLines, articleId, link, article }: Citation): string[] {
  const { first, last } = sourceLines
  const lines = first === last ? `line ${first}` : `lines ${first}-${last}`
  return [
    `[${marker}] ${reference}`,
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
