import { letters } from './comparable.js'
import { type DiffPart, type QuoteChange, quoteChanges } from './quote-verdict.js'

const NUMBER_WORDS: ReadonlySet<string> = new Set(
  (
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ' +
    'twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions trillion dozen ' +
    'half halves third thirds quarter quarters twice once double triple first second fourth fifth sixth seventh eighth ninth tenth percent'
  ).split(' '),
)
const NEGATIONS: ReadonlySet<string> = new Set(
  'not no never none nobody nothing neither nor nowhere without cannot hardly barely denied denies deny failed fails unable'.split(
    ' ',
  ),
)

/** What the changed words touch, gravest first; where no letter changed it is the punctuation. */
export function changesIn(diff: readonly DiffPart[]): QuoteChange[] {
  const found = new Set<QuoteChange>()
  for (const [i, part] of diff.entries()) {
    if (part.kind === 'same') continue
    const before = i === 0 ? '' : diff[i - 1]!.text
    for (const { 0: word, index } of part.text.matchAll(/[$€£¥]?[\p{L}\p{N}][\p{L}\p{N}\p{M}.,'’%]*/gu)) {
      found.add(kindOf(word, index > 0 ? part.text.slice(0, index) : before))
    }
  }
  return found.size === 0 ? ['punctuation'] : quoteChanges.filter((change) => found.has(change))
}

function kindOf(word: string, before: string): QuoteChange {
  const folded = letters(word)
  if (/\p{N}/u.test(word) || NUMBER_WORDS.has(folded)) return 'number'
  if (NEGATIONS.has(folded) || /n['’]t$/i.test(word.replace(/[.,]+$/, ''))) return 'negation'
  const beginsSentence = before.trim() === '' || /[.!?…]["”’»)\]]*\s*$/.test(before)
  return /^\p{Lu}/u.test(word) && (!beginsSentence || /^\p{Lu}{2}/u.test(word)) && word !== 'I' ? 'name' : 'word'
}
