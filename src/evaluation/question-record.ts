/** Every figure of one question whose mean over questions is a figure of the run, in the order in which tables show them. */
export const figureNames = [
  'goldWithin400Words',
  'goldWithin800Words',
  'goldWithin1200Words',
  'spanRecallAt1',
  'spanRecallAt5',
  'spanRecallAt10',
  'reciprocalRankAt10',
  'firstArticleRelevant',
  'articleNdcgAt10',
  'articleRecallAt10',
  'firstQuoteGold',
  'anyQuoteGold',
  'firstQuoteRight',
  'anyQuoteRight',
  'answerInQuotes',
  'answerInQuotesByValue',
  'answeredRight',
  'quotedWords',
] as const
export type FigureName = (typeof figureNames)[number]

/** What was measured of one question; a figure that the question's gold does not support is absent. No text of the corpus. */
export interface QuestionRecord {
  readonly id: string
  readonly answerable: boolean
  readonly figures: Readonly<Partial<Record<FigureName, number>>>
  /** Null where only the search was measured. */
  readonly confidence: number | null
  readonly searchMs: number
  readonly askMs: number | null
}
