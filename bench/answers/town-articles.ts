import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { seededRandom } from '../synthetic-corpus.js'

interface TownFact {
  /** What the fact is about: stands in its sentence and its question and in no other of the town. */
  readonly thing: string
  readonly question: string
  readonly sentence: string
}

const syllables = ['bra', 'del', 'fen', 'gor', 'hal', 'kis', 'lom', 'mar', 'nor', 'pel', 'rus', 'sta', 'tor', 'ven']
const ends = ['burg', 'by', 'dale', 'ford', 'ham', 'mouth', 'stead', 'ton', 'wick', 'worth']
const givenNames = [
  'Ada',
  'Bruno',
  'Clara',
  'Edgar',
  'Flora',
  'Hugo',
  'Ines',
  'Jonas',
  'Lena',
  'Oskar',
  'Petra',
  'Viktor',
]
const months = ['March', 'May', 'June', 'August', 'October']
const reasons = [
  'its roof had become too costly to mend',
  'shops had opened beside the station',
  'a flood had ruined its cellars',
]

/** Five facts of a town that is called as no other; the same towns in every run. */
function factsOf(town: string, random: () => number): TownFact[] {
  const below = (limit: number) => Math.floor(random() * limit)
  const one = (of: readonly string[]) => of[below(of.length)]!
  const person = () => `${one(givenNames)} ${capital(one(syllables) + one(syllables))}`
  const year = () => 1820 + below(130)
  return [
    {
      thing: 'lighthouse',
      question: `Who built the lighthouse of ${town}?`,
      sentence: `The lighthouse of ${town} was built in ${year()} by the engineer ${person()}.`,
    },
    {
      thing: 'tram',
      question: `When did the first tram of ${town} run?`,
      sentence: `The first tram of ${town} ran on ${1 + below(28)} ${one(months)} ${year()} between the station and the harbour.`,
    },
    {
      thing: 'library',
      question: `How many books does the library of ${town} hold?`,
      sentence: `The library of ${town} holds ${10 + below(90)},${100 + below(900)} books, most of them given by sailors.`,
    },
    {
      thing: 'market',
      question: `Why did the covered market of ${town} close?`,
      sentence: `The covered market of ${town} closed in ${year()} because ${one(reasons)}.`,
    },
    {
      thing: 'bridge',
      question: `Who designed the stone bridge of ${town}?`,
      sentence: `The stone bridge of ${town} was designed by ${person()} and has ${3 + below(9)} arches.`,
    },
  ]
}

/**
 * Writes an article for each town into an empty folder.
 * @returns five questions a town, each answered by one sentence of its article; neighbours are about different towns.
 */
export function writeTownArticles(folder: string, towns: number, seed = 5): string[] {
  const random = seededRandom(seed)
  mkdirSync(folder, { recursive: true })
  const facts = townNames(towns, random).map((town) => {
    const known = factsOf(town, random)
    const text = known.map(({ sentence }) => sentence).join('\n\n')
    writeFileSync(path.join(folder, `${town.toLowerCase()}.md`), `---\ntitle: The town of ${town}\n---\n\n${text}\n`)
    return known
  })
  return [0, 1, 2, 3, 4].flatMap((kind) => facts.map((known) => known[kind]!.question))
}

function townNames(count: number, random: () => number): string[] {
  const one = (of: readonly string[]) => of[Math.floor(random() * of.length)]!
  const names = new Set<string>()
  while (names.size < count) names.add(capital(one(syllables) + one(syllables) + one(ends)))
  return [...names]
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1)

/** What a good language model writes: the sentence of the prompt's passages that answers its question, with its marker. */
export function townAnswer(prompt: string): string {
  const [, question] = /<question-\w+>\n(.+)\n<\/question/.exec(prompt) ?? []
  const [, thing, town] = /(\w+) of (\w+)/.exec(question ?? '') ?? []
  for (const [, nonce, number, text] of prompt.matchAll(/<passage-(\w+) (\d+)>\n([\s\S]*?)<\/passage/g)) {
    const sentence = text!.split('\n').find((line) => line.includes(`${thing} of ${town} `))
    if (sentence !== undefined) return `${sentence} [${nonce}-${number}]`
  }
  return `No passage has the ${thing} of ${town}.`
}
