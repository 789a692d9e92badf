/** What was said before the question that is asked now. */
export interface Turn {
  readonly role: 'user' | 'assistant'
  readonly text: string
  /** The articles that the assistant cited; the caller's, where it knows them. */
  readonly citedArticleIds?: readonly string[] | undefined
}

/**
 * What a follow-up took from the conversation: `question` the last question with a part of it replaced or added, `clause`
 * the last question under another question word, `subject` what the last question was about, `answer` words of the last answer.
 */
export type Carried = 'question' | 'clause' | 'subject' | 'answer'

export interface StandaloneQuestion {
  /** To be searched for; as it was asked where nothing was carried. */
  readonly question: string
  /** Null where the question is complete, or nothing could be carried into it. */
  readonly carried: Carried | null
  /** Articles that the last answer cited, as a hint where something was carried; may be empty. */
  readonly citedArticleIds: readonly string[]
}
