export const pastedKinds = ['claim', 'quotation', 'draft'] as const
export type PastedKind = (typeof pastedKinds)[number]

/** Characters that the service takes of each. */
export const mostCharacters: Readonly<Record<PastedKind, number>> = {
  claim: 2_000,
  quotation: 5_000,
  draft: 200_000,
}

/** What somebody pasted: words wholly within quotation marks, one sentence, or more than one. */
export function recognise(text: string): PastedKind {
  const words = text.trim()
  // Nothing but a draft is so long; this is asked at every key that is pressed.
  if (words.length > mostCharacters.quotation) return 'draft'
  if (isWithinMarks(words)) return 'quotation'
  return isOneSentence(words) && words.length <= mostCharacters.claim ? 'claim' : 'draft'
}

const closingOf: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‘': '’',
  "'": "'",
  '‹': '›',
  '「': '」',
  '『': '』',
}

/** One pair around all of it: in `“one” and “two”` a mark opens again inside, and it is no quotation but a sentence. */
function isWithinMarks(words: string): boolean {
  const opening = words.charAt(0)
  const closing = closingOf[opening]
  const inner = /^.(.+?)[.,;]?$/s.exec(words)?.[1]
  if (closing === undefined || inner === undefined || !closing.includes(inner.at(-1)!)) return false
  return !inner
    .split(/\s/)
    .slice(1)
    .some((word) => word.startsWith(opening))
}

/** A stop, what may close it, white space, and then what may begin a sentence; `before` is longer than any abbreviation. */
const SENTENCE_END = /(?<before>\S{0,12})[.!?…]["'”’»)\]]*\s+(?=["'“‘«([]*[\p{Lu}\p{N}])/gu
/** After these a full stop ends no sentence. */
const ABBREVIATION = /^[("'“‘]*(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|vs|e\.g|i\.e|cf|No|U\.S|U\.K|U\.N)$/u
/** A heading, a list, a block quotation or a note: such a text is a draft, however short. */
const MARKDOWN_LINE = /^\s{0,3}(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|\[\^)/m

function isOneSentence(words: string): boolean {
  if (/\n\s*\n/.test(words) || MARKDOWN_LINE.test(words)) return false
  return ![...words.matchAll(SENTENCE_END)].some(({ groups }) => !ABBREVIATION.test(groups!.before!))
}
