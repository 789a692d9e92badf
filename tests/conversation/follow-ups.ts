import type { Carried, Turn } from '../../src/conversation/turn.js'

/** What is said, in turns of user and assistant; a later turn may be left out where nothing was answered. */
export interface FollowUp {
  readonly said: readonly string[]
  readonly asked: string
  readonly understood: string
  readonly carried: Carried
  /** Of `corpus/`: where the answer stands. */
  readonly article?: string
}

export const turns = (said: readonly string[]): Turn[] =>
  said.map((text, i) => ({ role: i % 2 === 0 ? 'user' : 'assistant', text }))

const followUp = (
  carried: Carried,
  said: readonly string[],
  asked: string,
  understood: string,
  article?: string,
): FollowUp => ({ said, asked, understood, carried, ...(article === undefined ? {} : { article }) })

const DECLINED = 'The articles say nothing about this.'
const built = [
  'When was the lighthouse at Skerry Point built?',
  'The lighthouse at Skerry Point was built in 1871 by the engineer Thomas Orde. [1]',
]
const keeper = [
  'Who was the last keeper of the lighthouse?',
  'The last keeper, Ines Duarte, left the tower in 1968. [1] Since then a timer switches the lamp on at dusk. [2]',
]
const tram = ['When did the first tram of Altdorf run?', 'The first tram of Altdorf ran on 12 May 1906. [1]']
const french = ['How many people speak French in Europe?', DECLINED]
const apa = ['How does APA 7 treat an article without an author?', 'The title moves into the place of the author. [1]']
const bm25 = [
  'What does BM25 do with rare words?',
  'BM25 gives a rare word a high weight and a common word a weight close to zero. [1]',
]
const hnsw = ['What does HNSW trade for query speed?', 'HNSW buys query speed with recall, memory and build time. [1]']
const injection = ['What is prompt injection?', 'Prompt injection is text that a model takes for an instruction. [1]']
const whistler = [
  'What does Simon Whistler name as the greatest obstacle to a deal with Iran?',
  'Whistler names the IRGC, the Revolutionary Guards, as the greatest single obstacle. [1]',
]
const khatiri = ['Does Shay Khatiri expect an agreement to be reached?', 'Khatiri does not predict a deal. [1]']
const patchwriting = ['What is patchwriting?', 'Patchwriting is copying a text and changing a few of its words. [1]']
const noMatch = ['What happens when a text fragment finds no match?', 'The page opens at its top. [1]']

export const followUps: readonly FollowUp[] = [
  // A part of the last question is replaced.
  followUp('question', french, 'and in Africa?', 'How many people speak French in Africa?'),
  followUp(
    'question',
    [...french, 'and in Africa?', DECLINED],
    'What about Asia?',
    'How many people speak French in Asia?',
  ),
  followUp('question', [...french, 'and in Africa?'], 'in 2019?', 'How many people speak French in Africa in 2019?'),
  followUp(
    'question',
    ['How many tickets were sold in 2018?', 'Ninety. [1]'],
    'what about 2019?',
    'How many tickets were sold in 2019?',
  ),
  followUp(
    'question',
    ['Did the tram line close in 1951?', 'Yes. [1]'],
    'Or in 1960?',
    'Did the tram line close in 1960?',
  ),
  followUp('question', built, 'What about the tram of Altdorf?', 'When was the tram of Altdorf built?'),
  followUp('question', built, 'And the lamp?', 'When was the lighthouse at Skerry Point built — and the lamp?'),
  followUp('question', tram, 'and the last one?', 'When did the last tram of Altdorf run?'),
  followUp(
    'question',
    ['How do honey bees keep warm in winter?'],
    'and in summer?',
    'How do honey bees keep warm in summer?',
  ),
  followUp('question', bm25, 'and common words?', 'What does BM25 do with common words?', 'bm25-rare-and-common-words'),
  followUp(
    'question',
    apa,
    'and without a date?',
    'How does APA 7 treat an article without a date?',
    'apa-7-missing-author-or-date',
  ),
  followUp(
    'question',
    ['Which versions of Chrome support text fragments?'],
    'Firefox?',
    'Which versions of Firefox support text fragments?',
    'text-fragments',
  ),
  followUp(
    'question',
    ['What are the default HNSW parameters in pgvector?'],
    'And in hnswlib?',
    'What are the default HNSW parameters in hnswlib?',
    'hnsw-what-it-trades',
  ),
  followUp(
    'question',
    ['What does the EDTF date 2026-03 mean?'],
    'And 2026?',
    'What does the EDTF date 2026 mean?',
    'edtf-dates-and-precision',
  ),
  followUp(
    'question',
    ['What does a TextQuoteSelector hold?'],
    'and a TextPositionSelector?',
    'What does a TextPositionSelector hold?',
    'web-annotation-selectors',
  ),
  followUp(
    'question',
    ['How are several authors separated in BibTeX?'],
    'and in RIS?',
    'How are several authors separated in RIS?',
    'bibtex-ris-and-csl-json',
  ),
  followUp('question', ['What is the Brier score?'], 'What about cosine similarity?', 'What is cosine similarity?'),
  followUp(
    'question',
    whistler,
    'And Hamdi Malik?',
    'What does Hamdi Malik name as the greatest obstacle to a deal with Iran?',
  ),
  // What "that" points at may be all that was asked.
  followUp(
    'question',
    noMatch,
    'Why does that happen?',
    'Why does that happen — what happens when a text fragment finds no match?',
    'text-fragments',
  ),
  followUp(
    'question',
    ['When does Attest refuse to bind beyond loopback?'],
    'How can I change that?',
    'How can I change that — when does Attest refuse to bind beyond loopback?',
    'api-keys-loopback-and-dns-rebinding',
  ),
  followUp(
    'question',
    ['What share of the citations by GPT-3.5 and GPT-4 were fabricated?'],
    'Who measured this?',
    'Who measured this — what share of the citations by GPT-3.5 and GPT-4 were fabricated?',
    'language-models-and-invented-citations',
  ),
  followUp(
    'question',
    ['How many web pages from 2013 could no longer be reached according to Pew?'],
    'and from 2023?',
    'How many web pages from 2023 could no longer be reached according to Pew?',
    'link-rot-and-permanent-addresses',
  ),
  // The last question's clause under another question word.
  followUp(
    'clause',
    ['How does reciprocal rank fusion compute a score?'],
    'why?',
    'Why does reciprocal rank fusion compute a score?',
    'hybrid-retrieval-and-fusion',
  ),
  followUp(
    'clause',
    ['Where should a text be cut into passages?'],
    'And why?',
    'Why should a text be cut into passages?',
    'how-long-should-a-passage-be',
  ),
  followUp('clause', built, 'Why?', 'Why was the lighthouse at Skerry Point built?'),
  followUp('clause', built, 'by whom?', 'By whom was the lighthouse at Skerry Point built?'),
  followUp(
    'clause',
    ['Did the tram line close in 1951?', 'Yes. [1]'],
    'How come?',
    'Why did the tram line close in 1951?',
  ),
  followUp(
    'clause',
    khatiri,
    'why not?',
    'Does Shay Khatiri expect an agreement to be reached, and why not?',
    'brief-khamenei-flexibility',
  ),
  followUp(
    'clause',
    ['When does APA 7 need a retrieval date?'],
    'And why?',
    'Why does APA 7 need a retrieval date?',
    'apa-7-missing-author-or-date',
  ),
  followUp(
    'clause',
    ['Who gave prompt injection its name?'],
    'When?',
    'Who gave prompt injection its name, and when?',
    'prompt-injection-in-retrieved-text',
  ),
  followUp('clause', ['Who built the tram of Altdorf?', DECLINED], 'who else?', 'Who else built the tram of Altdorf?'),
  // A pronoun means what the last question was about, or whom the last answer names.
  followUp('subject', built, 'And who built it?', 'Who built the lighthouse at Skerry Point?'),
  followUp('subject', tram, 'How many people did it carry?', 'How many people did the first tram of Altdorf carry?'),
  followUp('subject', ['Why does sourdough rise slowly?'], 'How long does it take?', 'How long does sourdough take?'),
  followUp('subject', ['How do honey bees keep warm in winter?'], 'What do they eat?', 'What do honey bees eat?'),
  followUp(
    'subject',
    ['Which file formats does Attest read?'],
    'How large may they be?',
    'How large may file formats be?',
  ),
  followUp(
    'subject',
    ['How many people speak French in Africa?', DECLINED],
    'Who rules there?',
    'Who rules in Africa?',
  ),
  followUp(
    'subject',
    injection,
    'Who gave it its name?',
    'Who gave prompt injection its name?',
    'prompt-injection-in-retrieved-text',
  ),
  followUp(
    'subject',
    injection,
    'How can I prevent it?',
    'How can I prevent prompt injection?',
    'prompt-injection-in-retrieved-text',
  ),
  followUp(
    'subject',
    patchwriting,
    'Is it plagiarism?',
    'Is patchwriting plagiarism?',
    'paraphrase-quotation-plagiarism',
  ),
  followUp(
    'subject',
    ['Where does the index lie?'],
    'Can I delete it?',
    'Can I delete the index?',
    'running-attest-backups-and-the-index',
  ),
  followUp('subject', whistler, 'What does he expect?', 'What does Simon Whistler expect?', 'brief-negotiations'),
  followUp('subject', khatiri, 'Who is he?', 'Who is Shay Khatiri?', 'brief-khamenei-flexibility'),
  followUp('subject', hnsw, 'Who described it?', 'Who described HNSW?', 'hnsw-what-it-trades'),
  followUp(
    'subject',
    ['What is the Brier score?', 'A mean of squares. [1]'],
    'When is it 0?',
    'When is the Brier score 0?',
    'confidence-and-declining',
  ),
  followUp('subject', bm25, 'Tell me more', 'Tell me more about BM25', 'bm25-rare-and-common-words'),
  followUp(
    'subject',
    [...bm25, 'and common words?', bm25[1]!],
    'Who invented it?',
    'Who invented BM25?',
    'bm25-rare-and-common-words',
  ),
  followUp(
    'subject',
    ['What is a side-car file?'],
    'Where does it lie?',
    'Where does a side-car file lie?',
    'running-attest-metadata',
  ),
  followUp('answer', keeper, 'How old is she?', 'How old is Ines Duarte?'),
  followUp('answer', keeper, 'Who is her father?', 'Who is Ines Duarte’s father?'),
  followUp(
    'answer',
    ['Who built the lighthouse at Skerry Point?', built[1]!],
    'When did he die?',
    'When did Thomas Orde die?',
  ),
  // What was said is asked about.
  followUp(
    'answer',
    built,
    'Who said that?',
    'Who said “The lighthouse at Skerry Point was built in 1871 by the engineer Thomas Orde”?',
  ),
  followUp(
    'answer',
    bm25,
    'which article says so?',
    'Which article says “BM25 gives a rare word a high weight and a common word a weight close to zero”?',
    'bm25-rare-and-common-words',
  ),
  followUp(
    'answer',
    hnsw,
    'Is that true?',
    'Is it true that HNSW buys query speed with recall, memory and build time?',
    'hnsw-what-it-trades',
  ),
  followUp(
    'answer',
    ['What did he write?', 'He wrote “retreat is itself a strategy” [1].'],
    'Who says that?',
    'Who says “retreat is itself a strategy”?',
    'brief-khamenei-flexibility',
  ),
  // After an abstention there is a question, but nothing was said.
  followUp(
    'question',
    ['Who won the chess title in 1972?', DECLINED],
    'and in 1975?',
    'Who won the chess title in 1975?',
  ),
  followUp(
    'subject',
    ['Who painted the tower at Skerry Point?', DECLINED],
    'Who built it?',
    'Who built the tower at Skerry Point?',
  ),
  followUp(
    'question',
    ['Who painted the tower at Skerry Point?', DECLINED],
    'When did he live?',
    'When did he live — who painted the tower at Skerry Point?',
  ),
]

/** Complete by themselves, or nothing that could be completed. */
export const complete: readonly (readonly [said: readonly string[], asked: string])[] = [
  [built, 'Who built the tram of Altdorf?'],
  [built, 'And who built the tram of Altdorf?'],
  [built, 'What is cosine similarity?'],
  [built, 'BM25 rare words'],
  [built, 'Prompt injection'],
  [built, 'Tell me about the tram of Altdorf'],
  [bm25, 'What does BM25 do when it meets a rare word?'],
  [bm25, 'Why do writers check quotes before they publish them?'],
  [bm25, 'Is it safe to throw away the index?'],
  [bm25, 'How long does it take to build an index?'],
  [bm25, 'Which articles were published this year?'],
  [khatiri, 'Does Khamenei think that he will win?'],
  [khatiri, 'Who made his first appearance in parliament?'],
  [khatiri, 'What does “heroic flexibility” mean?'],
  [khatiri, 'How do I show that a typo was already in the original?'],
  [tram, 'How many passages are there?'],
  [tram, 'How do I use this program?'],
  [tram, 'Where does the last car stand?'],
  [tram, 'Why did the keeper leave it?'],
  [tram, '1903?'],
  [tram, 'Thanks!'],
  [tram, ''],
  [['Who won the chess title in 1972?', DECLINED], 'Who said that?'],
  [[], 'and in Africa?'],
  [[], 'How old is she?'],
]
