import type { Attest } from '../attest.js'
import { seededRandom } from './bootstrap.js'
import { decliningAt } from './declining-metrics.js'
import { type EvaluateOptions, evaluate } from './evaluate.js'
import type { FigureName, QuestionRecord } from './question-record.js'
import { type SelfTestKind, type SelfTestQuestion, selfTestKinds, selfTestQuestions } from './self-test-questions.js'

/** What one kind of question showed: how many of them went right. */
export interface SelfTestFinding {
  readonly kind: SelfTestKind
  readonly right: number
  readonly questions: number
}

export interface SelfTestReport {
  readonly findings: readonly SelfTestFinding[]
  /** Answerable questions that would have been declined, of all answerable ones that were asked as questions. */
  readonly falseDeclines: { readonly declined: number; readonly questions: number; readonly declineBelow: number }
  readonly corpus: SelfTestCorpus
  readonly records: readonly QuestionRecord[]
}

export interface SelfTestCorpus {
  readonly articles: number
  readonly passages: number
  readonly withoutAuthor: number
  readonly withoutDate: number
  /** Articles that say that they are in another language than English. */
  readonly notEnglish: number
}

export interface SelfTestOptions extends Pick<EvaluateOptions, 'declineBelow' | 'onProgress'> {
  /** Articles to make questions of, drawn at random; at most six questions are made of each. */
  readonly articles: number
  readonly seed?: number
}

/**
 * Tests the service on the articles it holds, with questions made of them; no model writes them and nothing is fetched.
 * @param attest must answer whatever its confidence (a threshold of 0).
 */
export async function selfTest(attest: Attest, options: SelfTestOptions): Promise<SelfTestReport> {
  const { articles: summaries, statistics } = await attest.articles()
  const random = seededRandom(options.seed ?? 1)
  const drawn = summaries
    .map(({ id }) => ({ id, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, options.articles)
  const questions: SelfTestQuestion[] = []
  for (const [number, { id }] of drawn.entries()) {
    const article = await attest.article(id)
    const others = summaries.flatMap((summary) => (summary.id === id ? [] : [summary.id]))
    if (article !== null) questions.push(...selfTestQuestions(article, others, number + 1))
  }
  const records = await evaluate(questions, attest, { ...options, passages: 20 })
  const ofKind = (kind: SelfTestKind) => records.filter((_, i) => questions[i]!.kind === kind)
  const asked = [...ofKind('heading'), ...ofKind('masked-word')]
  return {
    findings: selfTestKinds.map((kind) => finding(kind, ofKind(kind), options.declineBelow)),
    falseDeclines: {
      declined: asked.filter(({ confidence }) => confidence !== null && confidence < options.declineBelow).length,
      questions: asked.length,
      declineBelow: options.declineBelow,
    },
    corpus: {
      articles: statistics.articles,
      passages: statistics.passages,
      withoutAuthor: summaries.filter(({ metadata }) => metadata.authors.length === 0).length,
      withoutDate: statistics.undated,
      notEnglish: summaries.filter(({ metadata: { language } }) => language !== null && !/^en\b/i.test(language))
        .length,
    },
    records,
  }
}

/** The figure that says whether a question of this kind went right. */
const figureOfKind: Readonly<Record<Exclude<SelfTestKind, 'elsewhere'>, FigureName>> = {
  excerpt: 'firstArticleRelevant',
  'edited-excerpt': 'firstArticleRelevant',
  heading: 'goldWithin800Words',
  'masked-word': 'answerInQuotes',
  filter: 'firstArticleRelevant',
}

function finding(kind: SelfTestKind, records: readonly QuestionRecord[], declineBelow: number): SelfTestFinding {
  if (kind === 'elsewhere') {
    const judged = records.map(({ confidence, answerable }) => ({ confidence: confidence ?? 0, answerable }))
    const recall = decliningAt(judged, declineBelow).recall ?? 0
    return { kind, right: Math.round(recall * judged.length), questions: judged.length }
  }
  const values = records.flatMap(({ figures }) => figures[figureOfKind[kind]] ?? [])
  return { kind, right: values.filter((value) => value === 1).length, questions: values.length }
}
