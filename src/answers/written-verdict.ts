/** What became of a sentence that a language model wrote. */
export const writtenVerdicts = ['supported', 'partly_supported', 'uncited', 'unsupported'] as const
export type WrittenVerdict = (typeof writtenVerdicts)[number]

/** What speaks against a sentence: something that its sources lack, or that they deny. */
export const objections = ['quotation', 'number', 'date', 'name', 'negation', 'meaning'] as const
export type Objection = (typeof objections)[number]
