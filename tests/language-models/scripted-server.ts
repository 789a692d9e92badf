import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Dialect, type DialectName, dialects } from './scripted-dialects.js'

/** What the server does next with a request. */
export type Step =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'finish'; readonly reason: string }
  /** Bytes as they are, for what no dialect allows. */
  | { readonly kind: 'raw'; readonly text: string }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'stream-error'; readonly message: string }
  | { readonly kind: 'wait'; readonly until: Promise<unknown> }
  | { readonly kind: 'hang' }
  | { readonly kind: 'cut' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers: Record<string, string>
      readonly body?: string
    }

export const say = (text: string): Step => ({ kind: 'say', text })
export const finish = (reason = 'stop'): Step => ({ kind: 'finish', reason })
export const raw = (text: string): Step => ({ kind: 'raw', text })
export const malformed: Step = { kind: 'malformed' }
export const streamError = (message: string): Step => ({ kind: 'stream-error', message })
/** Goes on when the test opens the gate. */
export const waitFor = (gate: Gate): Step => ({ kind: 'wait', until: gate.opened })

export interface Gate {
  readonly opened: Promise<void>
  open(): void
}
export function closedGate(): Gate {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}
/** Nothing more, until the client hangs up. */
export const hang: Step = { kind: 'hang' }
/** Breaks the connection. */
export const cut: Step = { kind: 'cut' }
/** Only as the first step. The body is the dialect's own error with the request's text in it, unless one is given. */
export const status = (status: number, headers: Record<string, string> = {}, body?: string): Step => ({
  kind: 'status',
  status,
  headers,
  ...(body === undefined ? {} : { body }),
})
/** Says `text` word by word and finishes. */
export const answer = (text: string): Step[] => [...(text.match(/\s*\S+\s*$|\s*\S+/g) ?? []).map(say), finish()]

export interface ScriptedRequest {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: { readonly [name: string]: unknown }
  /** The prompt: the texts of all messages, the system's too, with blank lines between. */
  readonly prompt: string
  /** Settles when the client closes the connection before the answer is over. */
  readonly hungUp: Promise<void>
}

/** Steps, or what makes them of the request: to echo the prompt, or to use its markers. Without `finish` the stream ends unfinished. */
export type Script = readonly Step[] | ((request: ScriptedRequest) => readonly Step[])

/** A server of language models that does what a test tells it: on loopback, in all three dialects at once. */
export interface ScriptedServer {
  readonly requests: readonly ScriptedRequest[]
  /** The address to configure. */
  url(provider: DialectName): string
  /** One script a request, in order; the last one goes on for all that follow. Forgets what was played before. */
  play(...scripts: readonly Script[]): void
  /** The nth request, from 0, as soon as it has arrived. */
  request(index: number): Promise<ScriptedRequest>
  close(): Promise<void>
}

export async function openScriptedServer(): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = []
  const awaited: { readonly index: number; readonly resolve: (request: ScriptedRequest) => void }[] = []
  let scripts: Script[] = []
  const server = createServer(async (incoming, response) => {
    const dialect = Object.values(dialects).find(({ path }) => path === incoming.url)
    const request = await receive(incoming, response)
    requests.push(request)
    const script = scripts.length > 1 ? scripts.shift()! : scripts[0]
    for (const { index, resolve } of awaited) if (requests[index]) resolve(requests[index])
    if (dialect === undefined || script === undefined) return void response.writeHead(404).end('no such page')
    await perform(typeof script === 'function' ? script(request) : script, dialect, response, request)
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    requests,
    url: (provider) => (provider === 'openai' ? `${origin}/v1` : origin),
    play: (...played) => {
      scripts = [...played]
      requests.length = 0
    },
    request: (index) =>
      new Promise((resolve) => (requests[index] ? resolve(requests[index]) : awaited.push({ index, resolve }))),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<ScriptedRequest> {
  let text = ''
  incoming.setEncoding('utf8')
  for await (const piece of incoming) text += piece
  const body = JSON.parse(text === '' ? '{}' : text)
  return {
    path: incoming.url ?? '',
    headers: incoming.headers,
    body,
    prompt: [body.system, ...(body.messages ?? []).map((message: { content: unknown }) => message.content)]
      .map(textOf)
      .filter((part) => part !== '')
      .join('\n\n'),
    hungUp: new Promise((resolve) => response.once('close', () => response.writableEnded || resolve())),
  }
}

/** A message's content: a text, or Anthropic's list of blocks. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((block: { text?: string }) => block.text ?? '').join('') : ''
}

async function perform(
  steps: readonly Step[],
  dialect: Dialect,
  response: ServerResponse,
  { prompt, headers: { authorization, 'x-api-key': key } }: ScriptedRequest,
): Promise<void> {
  const begin = (): void => {
    if (!response.headersSent)
      response.writeHead(200, { 'Content-Type': dialect.contentType }).write(dialect.open() || ' ')
  }
  for (const step of steps) {
    if (response.destroyed) return
    if (step.kind === 'wait')
      await Promise.race([step.until, new Promise((resolve) => response.once('close', resolve))])
    else if (step.kind === 'hang') return
    else if (step.kind === 'cut') {
      // What was written before has to be under way.
      await new Promise((resolve) => setImmediate(resolve))
      return void response.destroy()
    } else if (step.kind === 'status') {
      const body = step.body ?? dialect.errorBody(`no: ${authorization ?? key} ${prompt}`, 'scripted_error')
      return void response.writeHead(step.status, { 'Content-Type': 'application/json', ...step.headers }).end(body)
    } else {
      begin()
      await new Promise((resolve) => response.write(bytesOf(step, dialect), resolve))
    }
  }
  begin()
  response.end()
}

function bytesOf(step: Exclude<Step, { kind: 'wait' | 'hang' | 'cut' | 'status' }>, dialect: Dialect): string {
  if (step.kind === 'say') return dialect.say(step.text)
  if (step.kind === 'finish') return dialect.finish(step.reason) + dialect.close()
  if (step.kind === 'malformed') return dialect.malformed()
  return step.kind === 'raw' ? step.text : dialect.error(step.message)
}
