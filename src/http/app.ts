import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import type { Attest } from '../attest.js'
import { release } from '../config.js'
import { ServiceMetrics } from '../metrics/service-metrics.js'
import type { ApiKeys } from '../web-security/api-keys.js'
import { ClientLimits, noLimits } from '../web-security/client-limits.js'
import { type AllowedHosts, isAllowedHost, isAllowedOrigin } from '../web-security/hosts.js'
import { type TrustsProxy, trustedProxies } from '../web-security/proxies.js'
import { requireScope } from './access.js'
import type { App, AppVariables } from './app-type.js'
import { countRequests } from './count-requests.js'
import { errorResponse, invalidRequest, type LogFailure, type ProblemFormat, problem } from './error-response.js'
import type { StreamSettings } from './event-stream.js'
import { hostOf } from './host-of.js'
import { identifyClient } from './identify-client.js'
import { limitRequests } from './limit-requests.js'
import { mcpErrors } from './mcp-errors.js'
import { openAiErrors } from './openai/openai-errors.js'
import { addOpenAiRoutes } from './openai/routes.js'
import type { RequestLog } from './request-log.js'
import { addArticleRoutes } from './routes/articles.js'
import { addAskRoutes } from './routes/ask.js'
import { addDocumentation } from './routes/documentation.js'
import { addHealthRoutes } from './routes/health.js'
import { addIngestRoutes } from './routes/ingest.js'
import { type AnswerMcp, addMcpRoute } from './routes/mcp.js'
import { addPages } from './routes/pages.js'
import { addSessionRoutes } from './routes/session.js'
import { addStatusRoutes } from './routes/status.js'
import { addWritingRoutes } from './routes/writing.js'
import type { StaticFile } from './static-files.js'

export interface AppParts {
  readonly attest: Attest
  readonly allowedHosts: AllowedHosts
  readonly apiKeys: ApiKeys
  /** Whether browsers reach the service over https, through a proxy; false where it is not given. */
  readonly isBehindHttps?: boolean
  /** The pages' files by name, e.g. `ask.html`. */
  readonly staticFiles: ReadonlyMap<string, StaticFile>
  /** How much clients may ask; as much as they like where it is not given. */
  readonly limits?: ClientLimits
  /** Whose `X-Forwarded-` headers are believed; nobody's where it is not given. */
  readonly trustsProxy?: TrustsProxy
  /** One line a request; none where it is not given. */
  readonly requestLog?: RequestLog
  readonly log: { error(fields: object, message: string): void }
  /** Where the service tells its activity; its own, which knows of requests alone, where it is not given. */
  readonly metrics?: ServiceMetrics
  /** Between comments in a stream of events; 15 seconds where it is not given. */
  readonly pingIntervalMs?: number
  /** Whether `attest-language-model` is among the models; false where it is not given. */
  readonly hasLanguageModel?: boolean
  /** The door `/mcp`; there is none where it is not given. */
  readonly mcp?: AnswerMcp
}

const MAX_BODY_BYTES = 64 * 1024
/** A draft of the greatest length, each character escaped; a thousand citations with long addresses. */
const MAX_LARGE_BODY_BYTES = 2 * 1024 * 1024
const LARGE_BODIES = ['/api/drafts/check', '/api/bibliography']
/** Chat clients send all that was ever said, of which the end is taken. */
const MAX_CHAT_BYTES = 1024 * 1024

const PROGRAMS_DOORS = ['/v1/*', '/mcp', '/metrics']

const PING_INTERVAL_MS = 15_000

/** The HTTP door as a value: tests call `app.request('/path')`, no port needed. */
export function createApp(parts: AppParts): App {
  const app: App = new OpenAPIHono<{ Variables: AppVariables }>({
    defaultHook: (result, c) => (result.success ? undefined : invalidRequest(c, result.error)),
  })
  const stream: StreamSettings = {
    pingIntervalMs: parts.pingIntervalMs ?? PING_INTERVAL_MS,
    logFailure: (c) => logUnlessGone(c, parts.log),
  }
  const metrics = parts.metrics ?? new ServiceMetrics({ release })
  app.use(countRequests(metrics))
  app.use(requestId())
  if (parts.requestLog !== undefined) app.use(parts.requestLog.middleware())
  app.use(identifyClient(parts.trustsProxy ?? trustedProxies([])))
  app.use('/v1/*', tellProblemsAs(openAiErrors))
  app.use('/mcp', tellProblemsAs(mcpErrors))
  app.use(securityHeaders())
  app.use(onlyAllowedHosts(parts.allowedHosts))
  const limits = parts.limits ?? new ClientLimits(noLimits)
  app.use('/api/*', requireScope({ ...parts, limits, takesCookies: true }))
  for (const path of PROGRAMS_DOORS) app.use(path, requireScope({ ...parts, limits, takesCookies: false }))
  for (const path of ['/api/*', ...PROGRAMS_DOORS, '/docs', '/openapi.json']) app.use(path, limitRequests(limits))
  const [limited, limitedLarge] = [limitBody(MAX_BODY_BYTES), limitBody(MAX_LARGE_BODY_BYTES)]
  app.use('/api/*', (c, next) => (LARGE_BODIES.includes(c.req.path) ? limitedLarge(c, next) : limited(c, next)))
  app.use('/v1/*', limitBody(MAX_CHAT_BYTES))
  for (const path of ['/api/*', '/v1/*']) app.use(path, requireJson())

  // Whole texts; streams of events are sent as they are.
  app.use('/api/articles/*', compress())

  addSessionRoutes(app, { ...parts, limits })
  addAskRoutes(app, parts.attest, stream)
  addOpenAiRoutes(app, { attest: parts.attest, hasLanguageModel: parts.hasLanguageModel ?? false, ...stream })
  addWritingRoutes(app, parts.attest, stream)
  addArticleRoutes(app, parts.attest)
  addHealthRoutes(app, parts.attest)
  addIngestRoutes(app, parts.attest, stream)
  addStatusRoutes(app, parts.attest, metrics)
  addPages(app, parts.staticFiles)
  addDocumentation(app)
  if (parts.mcp !== undefined) addMcpRoute(app, parts.mcp)

  app.notFound((c) => notFound(c, app))
  app.onError((thrown, c) => errorResponse(thrown, c, stream.logFailure(c)))
  return app
}

/** Work that ended because its client went away failed of nothing. */
const logUnlessGone =
  (c: Context, log: AppParts['log']): LogFailure =>
  (hidden) => {
    if (!c.req.raw.signal.aborted) log.error({ requestId: c.get('requestId'), err: hidden }, 'request failed')
  }

/** Everything the pages load is ours; markup in an article could load and run nothing even if it became markup. */
const securityHeaders = (): MiddlewareHandler =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    // Loopback and plain HTTP are normal here; whoever terminates TLS in front sets it.
    strictTransportSecurity: false,
  })

const onlyAllowedHosts = (allowed: AllowedHosts): MiddlewareHandler =>
  async function onlyAllowedHosts(c, next) {
    const host = hostOf(c)
    if (!isAllowedHost(host, allowed)) {
      const hint = 'Add its name to ATTEST_ALLOWED_HOSTS or set ATTEST_PUBLIC_URL if it is yours.'
      return problem(c, 'HOST_NOT_ALLOWED', `The host ${JSON.stringify(host)} is not on the list. ${hint}`)
    }
    if (!isAllowedOrigin(c.req.header('origin'), host, allowed)) {
      const hint = 'Behind a proxy that changes the Host, set ATTEST_PUBLIC_URL.'
      return problem(c, 'ORIGIN_NOT_ALLOWED', `Expected a request of one of this service’s own pages. ${hint}`)
    }
    return next()
  }

const limitBody = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (c) => problem(c, 'REQUEST_TOO_LARGE', `Expected a body of at most ${maxSize} bytes.`),
  })

const tellProblemsAs = (format: ProblemFormat): MiddlewareHandler =>
  async function tellProblemsAs(c, next) {
    c.set('problemFormat', format)
    return next()
  }

const requireJson = (): MiddlewareHandler =>
  async function requireJson(c, next) {
    const type = c.req.header('content-type')
    if (c.req.method === 'POST' && !/^application\/json\s*(;|$)/i.test(type ?? '')) {
      return problem(
        c,
        'UNSUPPORTED_MEDIA_TYPE',
        `Expected Content-Type: application/json, received ${type ?? 'none'}.`,
      )
    }
    return next()
  }

function notFound(c: Context, app: App): Response {
  const methods = new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*') && matches(path, c.req.path))
      .map(({ method }) => method),
  )
  if (methods.size === 0)
    return problem(c, 'NOT_FOUND', `There is nothing at ${c.req.path}; /openapi.json lists what there is.`)
  const allow = [...methods].sort().join(', ')
  c.header('Allow', allow)
  return problem(c, 'METHOD_NOT_ALLOWED', `${c.req.path} takes ${allow}, received ${c.req.method}.`)
}

function matches(pattern: string, path: string): boolean {
  const [expected, received] = [pattern.split('/'), path.split('/')]
  return (
    expected.length === received.length && expected.every((part, i) => part.startsWith(':') || part === received[i])
  )
}
