import { Answer, AskRequest } from '../wire/schemas.js'
import {
  CheckDraftRequest,
  CheckedDraft,
  ClaimSources,
  LookupClaimRequest,
  VerifiedQuote,
  VerifyQuoteRequest,
} from '../wire/writing-schemas.js'
import { makeTool } from './tool.js'

const filters =
  'Restricts which articles are looked at. Dates are YYYY, YYYY-MM or YYYY-MM-DD; undated articles fail a date filter.'
const style = 'Of the formatted references.'

export const askTool = makeTool({
  name: 'ask',
  title: 'Answer a question from the articles',
  description:
    'Answers a question from the user\'s own articles in exact quotes, each with its citation; or declines (kind "unanswerable") and says what was looked at. A declined question is not answered by the articles: say so instead of guessing.',
  input: AskRequest,
  argumentNotes: {
    question: 'One complete question in plain words.',
    conversation: 'What was said before, oldest first, so that a follow-up question is understood.',
    mode: 'Whether the answer is made of quotes alone; left out, the service decides.',
    topK: 'How many passages to return beside the answer.',
    filters,
    style,
  },
  output: Answer,
  run: (request, attest, signal) => attest.ask(request, { signal }),
})

export const lookupClaimTool = makeTool({
  name: 'lookup_claim',
  title: 'Find what the articles say of a claim',
  description:
    "Finds sentences of the user's own articles that support a claim, conflict with it (and in what: number, date, name, negation) or are about it, each with its citation. Evidence, never a verdict; empty where nothing fits.",
  input: LookupClaimRequest,
  argumentNotes: {
    claim: 'One sentence that asserts something.',
    topK: 'The most pieces of evidence.',
    earliestFirst: 'Orders the evidence by publication, to find who said it first.',
    filters,
    style,
  },
  output: ClaimSources,
  run: (request, attest) => attest.lookupClaim(request),
})

export const verifyQuoteTool = makeTool({
  name: 'verify_quote',
  title: 'Check a quotation against the articles',
  description:
    "Says how a quotation stands in the user's own articles: exact, normalised, altered (with the difference word by word), stitched, misattributed or not found, with a citation of each place.",
  input: VerifyQuoteRequest,
  argumentNotes: {
    quote: 'The words as quoted, without the quotation marks around them.',
    claimedAuthor: 'Who is said to have written or said it.',
    claimedArticleId: 'The article that is said to hold it: an id, former id or address.',
    filters,
    style,
  },
  output: VerifiedQuote,
  run: (request, attest) => attest.verifyQuote(request),
})

export const checkDraftTool = makeTool({
  name: 'check_draft',
  title: 'Check a draft against the articles',
  description:
    "Goes through a draft sentence by sentence: verifies its quotations, finds what in the user's own articles supports or conflicts with its statements, compares names, dates and publishers that it attributes words to, and says where a citation is missing. Gives the draft with footnotes and a bibliography.",
  input: CheckDraftRequest,
  argumentNotes: {
    draft: 'The text of the draft.',
    format: 'How it is written.',
    repeated: 'What a footnote says that cites the same article as the one before.',
    filters,
    style,
  },
  output: CheckedDraft,
  run: (request, attest, signal) => attest.checkDraft(request, { signal }),
})
