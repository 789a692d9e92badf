/** Pairs that turn a claim round; a sentence with the other word of a pair does not support it. */
const PAIRS =
  'increase/decrease increases/decreases increased/decreased increasing/decreasing rise/fall rises/falls rose/fell higher/lower high/low more/less more/fewer greater/smaller larger/smaller improve/worsen improves/worsens improved/worsened positive/negative positively/negatively activate/inhibit activates/inhibits activation/inhibition promote/prevent promotes/prevents promote/suppress promotes/suppresses promoting/suppressing enhance/reduce enhances/reduces enhanced/reduced upregulated/downregulated upregulation/downregulation gain/loss presence/absence with/without before/after above/below always/never all/none winning/losing win/lose won/lost open/closed opened/closed buy/sell bought/sold accept/reject accepted/rejected approve/reject approved/rejected allow/ban allowed/banned support/oppose supported/opposed first/last best/worst early/late success/failure safe/dangerous essential/dispensable'
    .split(' ')
    .map((pair) => pair.split('/') as [string, string])

/** Whether one text has a word whose opposite the other has, and not the word itself. */
export function hasOpposites(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)]
  const turned = (a: string, b: string) => first.has(a) && !first.has(b) && second.has(b) && !second.has(a)
  return PAIRS.some(([a, b]) => turned(a, b) || turned(b, a))
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}+/gu) ?? [])
