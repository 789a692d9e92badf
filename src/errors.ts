/** Every code that a caller can meet, each explained in docs/errors.md (a test compares the two lists). */
export const errorCodes = [
  // settings and command line
  'CONFIG_UNKNOWN_SETTING',
  'CONFIG_INVALID_SETTING',
  'CONFIG_UNSAFE_BIND',
  'CONFIG_PAGES_MISSING',
  'USAGE',
  // articles
  'ARTICLE_UNREADABLE',
  'ARTICLE_EMPTY',
  'ARTICLE_BINARY',
  'ARTICLE_ENCODING',
  'ARTICLE_TOO_LARGE',
  'ARTICLE_PARSE_TIMEOUT',
  'ARTICLE_PARSE_FAILED',
  'ARTICLE_FORMAT_UNKNOWN',
  'ARTICLE_OUTSIDE_CORPUS',
  'ARTICLE_DUPLICATE_ID',
  'ARTICLE_INVALID_ID',
  'FRONT_MATTER_INVALID',
  'SIDECAR_INVALID',
  'CORPUS_UNREADABLE',
  // inference and embeddings
  'MODEL_NOT_FOUND',
  'MODEL_INVALID',
  'MODEL_DOWNLOAD_FAILED',
  'INFERENCE_UNAVAILABLE',
  'INFERENCE_OVERLOADED',
  'PASSAGE_EMPTY',
  // language models
  'LANGUAGE_MODEL_NOT_CONFIGURED',
  'LANGUAGE_MODEL_FAILED',
  'LANGUAGE_MODEL_PACKAGE_MISSING',
  'PROMPT_INVALID',
  'QUESTION_TOO_LONG',
  // index
  'INDEX_MISSING',
  'INDEX_DAMAGED',
  'INDEX_MODEL_MISMATCH',
  'INDEX_FORMAT_UNSUPPORTED',
  'INDEX_LOCKED',
  'INDEX_WRITE_FAILED',
  'VERSION_NOT_FOUND',
  'RESOURCES_EXHAUSTED',
  'EXPORT_INVALID',
  'EXPORT_WITHDRAWN',
  'DIMENSION_MISMATCH',
  'QUOTE_MISMATCH',
  // requests
  'INVALID_REQUEST',
  'INVALID_FILTER',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'UNSUPPORTED_MEDIA_TYPE',
  'REQUEST_TOO_LARGE',
  'HOST_NOT_ALLOWED',
  'ORIGIN_NOT_ALLOWED',
  'UNAUTHORIZED',
  'INSUFFICIENT_SCOPE',
  'TOO_MANY_REQUESTS',
  'TOO_MANY_AT_ONCE',
  'NOT_READY',
  'INTERNAL',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/**
 * The base of every error that Attest throws on purpose. `code` is stable: match on it, never on the message.
 * The message says what was expected, what was received and what to do.
 */
export class AttestError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** An article, or a part of one, that could not be taken in. `line` is 1-based, null where no line is to blame. */
export class ArticleError extends AttestError {
  constructor(
    code: ErrorCode,
    readonly path: string,
    readonly line: number | null,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(code, `${path}${line === null ? '' : `:${line}`}: ${problem}`, options)
  }
}

/** A key was right but does not open what was asked for. */
export class InsufficientScopeError extends AttestError {
  /** @param purpose e.g. ` for the tool fetch`, where the request alone does not say it. */
  constructor(
    readonly scope: string,
    purpose = '',
  ) {
    super('INSUFFICIENT_SCOPE', `Expected a key with the scope ${scope}${purpose}.`)
  }
}

/** A client has used up what it may ask for now. */
export class TooManyRequestsError extends AttestError {
  constructor(
    /** Seconds, at least 1. */
    readonly retryAfterS: number,
    expected: string,
  ) {
    super('TOO_MANY_REQUESTS', `${expected} Ask again in ${retryAfterS} s.`)
  }
}

export class IndexModelMismatchError extends AttestError {
  constructor(
    readonly built: string,
    readonly running: string,
  ) {
    super(
      'INDEX_MODEL_MISMATCH',
      `The index was built with ${built}, but the settings ask for ${running}. Run "attest ingest" to build it anew.`,
    )
  }
}

/** What a machine lacks for a moment: no fault of the file that was to be opened. */
const LACKS = ['EMFILE', 'ENFILE', 'ENOMEM']

export const isLackOfResources = (thrown: unknown): boolean =>
  LACKS.includes((thrown as NodeJS.ErrnoException | undefined)?.code ?? '')

/** @param what could not be opened; without the place where it is, because who asks over HTTP is told. @param cause see `isLackOfResources`. */
export function resourcesExhausted(what: string, cause: unknown): AttestError {
  const { code } = cause as NodeJS.ErrnoException
  const wayOut = 'Close other programs or raise the limit (ulimit -n), and try again.'
  return new AttestError('RESOURCES_EXHAUSTED', `${what} could not be opened just now (${code}). ${wayOut}`, { cause })
}

/** For what may fail and be done without: a lack of resources is thrown on, because it says nothing about what was tried. */
export function nullUnlessExhausted(thrown: unknown): null {
  if (thrown instanceof AttestError && thrown.code === 'RESOURCES_EXHAUSTED') throw thrown
  return null
}

/** Turns whatever was thrown into an Error, so that it can be a `cause`. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/**
 * The known name that a mistyped one most likely means: the smallest edit distance of at most a third of
 * its length, null where nothing is near. For error messages only.
 */
export function nearestName(received: string, known: readonly string[]): string | null {
  const ranked = known
    .map((name) => ({ name, distance: editDistance(received.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  const best = ranked[0]
  return best !== undefined && best.distance <= Math.max(2, best.name.length / 3) ? best.name : null
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const substitution = previous[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1)
      current.push(Math.min(substitution, previous[column]! + 1, current[column - 1]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}
