import type { Article, Block, Span } from '../articles/article.js'
import { givingWay } from '../giving-way.js'
import { balancedPassages, breakCost, type SentenceSize } from './balanced-passages.js'
import { blockSentences } from './block-sentences.js'
import { headingLine } from './heading-line.js'
import type { Passage } from './passage.js'
import { passageId } from './passage-id.js'
import { type Section, sections } from './sections.js'

export interface SplitOptions {
  /** Tokens of a text by itself, without special tokens; called once a sentence. */
  readonly countTokens: (text: string) => number
  /** The most tokens that a passage's sentences may have together under this heading line. */
  readonly passageBudget: (heading: string) => number
  /** What a passage's length should be near to; 100 unless told. */
  readonly targetWords?: number
}

export type SplittableArticle = Pick<Article, 'id' | 'text' | 'textSha256' | 'blocks'> & {
  readonly metadata: Pick<Article['metadata'], 'title'>
}

/**
 * Splits an article into passages of about `targetWords` words, in reading order.
 *
 * A passage is whole sentences of one section and never holds or spans a heading or boilerplate. Paragraphs stay whole
 * and lists with the paragraph before them where the size allows; sizes are balanced rather than filled up.
 * A single sentence above the budget is a passage of its own. Without content (headings only) there are no passages.
 */
export function splitArticle(article: SplittableArticle, options: SplitOptions): Passage[] {
  const steps = splitSteps(article, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same, giving way to other work: a book takes a second. */
export async function splitGivingWay(article: SplittableArticle, options: SplitOptions): Promise<Passage[]> {
  const giveWay = givingWay()
  const steps = splitSteps(article, options)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await giveWay()
  }
}

/** A step is a sentence: counting its tokens is what takes time. */
type Steps<Result> = Generator<void, Result>

function* splitSteps(article: SplittableArticle, options: SplitOptions): Steps<Passage[]> {
  const passages: Passage[][] = []
  for (const section of sections(article.text, article.blocks, article.metadata.title)) {
    passages.push(yield* splitSection(article, section, options))
  }
  return passages.flat()
}

function* splitSection(article: SplittableArticle, section: Section, options: SplitOptions): Steps<Passage[]> {
  const sentences = yield* sizedSentences(article.text, section.blocks, options.countTokens)
  const maxTokens = options.passageBudget(headingLine(article.metadata.title, section.headings))
  let from = 0
  return balancedPassages(sentences, { targetWords: options.targetWords ?? 100, maxTokens }).map((end) => {
    const part = sentences.slice(from, end)
    from = end
    return passageOf(article, section, part)
  })
}

interface SizedSentence extends SentenceSize {
  readonly span: Span
}

function* sizedSentences(
  text: string,
  blocks: readonly Block[],
  countTokens: SplitOptions['countTokens'],
): Steps<SizedSentence[]> {
  const sized: SizedSentence[] = []
  for (const [number, block] of blocks.entries()) {
    for (const [i, span] of blockSentences(text, block).entries()) {
      const sentence = text.slice(span.start, span.end)
      sized.push({
        span,
        block: number,
        words: countWords(sentence),
        tokens: countTokens(sentence),
        breakCost: i > 0 ? breakCost.insideBlock : costBetween(blocks[number - 1], block),
      })
      yield
    }
  }
  return sized
}

const inParts = (block: Block | undefined): boolean => block?.kind === 'list-item' || block?.kind === 'table-row'

function costBetween(previous: Block | undefined, block: Block): number {
  if (!inParts(block)) return breakCost.betweenBlocks
  return inParts(previous) ? breakCost.betweenListItems : breakCost.beforeList
}

/** Runs of letters and signs between white space; of Chinese and Japanese, which have no spaces, each two characters. */
export function countWords(text: string): number {
  return text.match(/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]{1,2}|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+/gu)?.length ?? 0
}

function passageOf(article: SplittableArticle, { headings, blocks }: Section, part: readonly SizedSentence[]): Passage {
  const first = part[0]!
  const last = part.at(-1)!
  const span = { start: first.span.start, end: last.span.end }
  return {
    id: passageId(article, span),
    articleId: article.id,
    span,
    text: article.text.slice(span.start, span.end),
    sentences: part.map((sentence) => sentence.span),
    headings,
    sourceLines: { first: blocks[first.block]!.sourceLines.first, last: blocks[last.block]!.sourceLines.last },
  }
}
