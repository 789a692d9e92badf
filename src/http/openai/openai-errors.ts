import type { Problem, ProblemFormat } from '../error-response.js'

/** Errors as OpenAI's clients expect them; a code is ours in lower case where OpenAI has none for it. */
export const openAiErrors: ProblemFormat = {
  contentType: 'application/json',
  body: (problem) => {
    const param = parameterOf(problem)
    return { error: { message: problem.detail, type: typeOf(problem), param, code: codeOf(problem, param) } }
  },
}

const typeOf = ({ status }: Problem): string => (status >= 500 ? 'server_error' : 'invalid_request_error')

function codeOf({ code }: Problem, param: string | null): string {
  if (code === 'UNAUTHORIZED') return 'invalid_api_key'
  if (code === 'NOT_FOUND' && param === 'model') return 'model_not_found'
  return code.toLowerCase()
}

/** The first field that was not as expected, e.g. `messages[2].content`. */
function parameterOf({ errors }: Problem): string | null {
  const [first] = errors ?? []
  if (first === undefined || first.pointer === '#') return null
  const [name, ...rest] = first.pointer.slice(2).split('/').map(decodeURIComponent)
  return name + rest.map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`)).join('')
}
