import type { SelfTestFinding, SelfTestReport } from './self-test.js'
import type { SelfTestKind } from './self-test-questions.js'

/** From this share on a thing is said to work, and to work mostly. */
const WORKS = 0.9
const MOSTLY = 0.7
/** Below this many questions a share says too little. */
const TOO_FEW = 10
/** Above this share of false declines the threshold is worth a thought. */
const MOST_FALSE_DECLINES = 0.12

const subjects: Readonly<Record<SelfTestKind, string>> = {
  excerpt: 'Finding the article that a sentence was copied from',
  'edited-excerpt': 'Finding it when some words are missing and case and punctuation are gone',
  heading: 'Finding the section that a heading names, within the first 800 words of the results',
  'masked-word': 'Quoting the name or number that was asked for, in the words of the article',
  elsewhere: 'Declining when the one article that answers is out of reach',
  filter: 'Finding the right article among those of one author or one date',
}

/** What will and what will not work on this corpus, in plain words; one sentence a line. */
export function selfTestReport({ findings, falseDeclines, corpus }: SelfTestReport): string[] {
  return [
    `${corpus.articles} articles, ${corpus.passages} passages.`,
    '',
    ...findings.map(sentence),
    declines(falseDeclines),
    '',
    ...corpusNotes(corpus),
    'The questions were made of the articles’ own words. Questions in other words are harder: to measure those, write a gold file (docs/evaluation.md).',
  ].filter((line, i, lines) => line !== '' || lines[i - 1] !== '')
}

function sentence({ kind, right, questions }: SelfTestFinding): string {
  const subject = subjects[kind]
  if (questions === 0) return `${subject}: not tested, no such question could be made of these articles.`
  const share = right / questions
  const verdict = share >= WORKS ? 'works' : share >= MOSTLY ? 'mostly works' : 'does not work reliably'
  const caution = questions < TOO_FEW ? '; so few questions say little' : ''
  return `${subject}: ${verdict} (${right} of ${questions}${caution}).`
}

function declines({ declined, questions, declineBelow }: SelfTestReport['falseDeclines']): string {
  if (questions === 0) return ''
  const advice = `; a lower ATTEST_DECLINE_BELOW (now ${declineBelow}) declines less, and answers more that it should not`
  const many = declined / questions > MOST_FALSE_DECLINES
  return `Of ${questions} questions that the articles do answer, ${declined} would have been declined${many ? advice : ''}.`
}

function corpusNotes({ articles, withoutAuthor, withoutDate, notEnglish }: SelfTestReport['corpus']): string[] {
  return [
    ...(withoutAuthor === 0
      ? []
      : [
          `${withoutAuthor} of ${articles} articles name no author: filters by author leave them out, citations begin with the title.`,
        ]),
    ...(withoutDate === 0
      ? []
      : [`${withoutDate} of ${articles} articles have no date: filters by date leave them out, citations say "n.d.".`]),
    ...(notEnglish === 0
      ? []
      : [
          `${notEnglish} of ${articles} articles are not in English; the shipped model reads English, so only the words themselves help to find them.`,
        ]),
  ]
}
