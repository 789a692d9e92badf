import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type Logger, pino } from 'pino'
import type { Attest, ModelDownload } from './attest.js'
import { type Config, packageRoot, release } from './config.js'
import { AttestError, asError } from './errors.js'
import { createApp } from './http/app.js'
import { createHttpServer } from './http/http-server.js'
import { RequestLog } from './http/request-log.js'
import { readStaticFiles } from './http/static-files.js'
import { createMcpEndpoint } from './mcp/mcp-endpoint.js'
import type { TellActivity } from './metrics/activity-event.js'
import { ServiceMetrics } from './metrics/service-metrics.js'
import { createAttest } from './service.js'
import { hashApiKeys } from './web-security/api-keys.js'
import { type ClientLimitSettings, ClientLimits } from './web-security/client-limits.js'
import { allowedHosts, isLoopback, urlOf } from './web-security/hosts.js'
import { trustedProxies } from './web-security/proxies.js'

export interface RunningServer {
  /** Where it is reached on this machine, e.g. `http://127.0.0.1:3000`. */
  readonly url: string
  readonly attest: Attest
  /** Takes no further requests, finishes those in flight, ends the inference processes. */
  close(): Promise<void>
}

/** Requests still in flight after this are cut off, so that an operator's stop always ends. */
const DRAIN_MS = 10_000

/** Log lines are kept up to here until there is room for them again; later ones are dropped. */
const MOST_UNWRITTEN_CHARACTERS = 1 << 20

/** Looking reads one line of one file; only a version that cannot be opened costs more, and is tried ever less often. */
const LOOK_FOR_VERSION_MS = 2_000
const LONGEST_PAUSE_MS = 300_000

/**
 * Listens at once; what is asked before the first version stands is answered `NOT_READY`.
 * @throws {AttestError} `CONFIG_UNSAFE_BIND`, `CONFIG_INVALID_SETTING` where the address is taken, and as `createAttest`.
 */
export async function startServer(
  config: Config,
  onDownload: (download: ModelDownload) => void = () => {},
): Promise<RunningServer> {
  refuseUnsafeBind(config)
  const log = standardErrorLog(config.LOG_LEVEL)
  // Kept, because a server that is draining no longer knows its address while it still answers.
  let url = ''
  const metrics = new ServiceMetrics({ release })
  const requestLog = new RequestLog(log)
  const onActivity: TellActivity = (event) => {
    metrics.record(event)
    requestLog.note(event)
  }
  const attest = createAttest(config, { publicUrl: () => url, isAskedMeanwhile: true, log, onDownload, onActivity })
  const app = createApp({
    attest,
    allowedHosts: allowedHosts({
      host: config.HOST,
      publicUrl: config.PUBLIC_URL,
      additional: config.ALLOWED_HOSTS,
    }),
    apiKeys: hashApiKeys(config.API_KEYS),
    limits: new ClientLimits(limitsOf(config)),
    trustsProxy: trustedProxies(config.TRUST_PROXY),
    log,
    requestLog,
    metrics,
    staticFiles: readStaticFiles(path.join(packageRoot, 'dist', 'web')),
    isBehindHttps: config.PUBLIC_URL !== undefined && new URL(config.PUBLIC_URL).protocol === 'https:',
    hasLanguageModel: config.LANGUAGE_MODEL_PROVIDER !== 'none',
    mcp: createMcpEndpoint({ attest, log }),
  })
  const server = createHttpServer(app.fetch, { requestTimeoutMs: config.REQUEST_TIMEOUT_MS })
  await listen(server, config)
  url = addressOf(server, config.HOST)
  const stopFollowing = followVersions(attest, log)
  return {
    url,
    attest,
    async close() {
      stopFollowing()
      await drain(server)
      await attest.close()
    },
  }
}

/** A log that cannot be written, on a full disk or into a closed pipe, does not end the service that it tells of. */
function standardErrorLog(level: string): Logger {
  const destination = pino.destination({ dest: 2, maxLength: MOST_UNWRITTEN_CHARACTERS })
  destination.on('error', () => {
    // At the end of the process it would try without end.
    destination.flushSync = () => {}
  })
  return pino({ level }, destination)
}

/** Serves what another process built or pinned, as `attest ingest` and `attest rollback` beside a running server do. @returns what stops it. */
function followVersions(attest: Attest, log: { warn(fields: object, message: string): void }): () => void {
  let pause = LOOK_FOR_VERSION_MS
  let timer = setTimeout(look, pause).unref()
  let isStopped = false
  async function look(): Promise<void> {
    try {
      await attest.open()
      pause = LOOK_FOR_VERSION_MS
    } catch (thrown) {
      // What cannot be opened may be what is being built anew.
      const isMended = attest.readiness().ingestion !== null
      pause = isMended ? pause : Math.min(pause * 2, LONGEST_PAUSE_MS)
      if (!isStopped && !isMended) log.warn({ err: thrown }, 'the current version cannot be opened')
    }
    if (!isStopped) timer = setTimeout(look, pause).unref()
  }
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}

/** A service without keys on a reachable address gives the articles to whoever is near. */
function refuseUnsafeBind({ HOST, API_KEYS, ALLOW_UNAUTHENTICATED }: Config): void {
  if (isLoopback(HOST) || API_KEYS.length > 0 || ALLOW_UNAUTHENTICATED) return
  throw new AttestError(
    'CONFIG_UNSAFE_BIND',
    `ATTEST_HOST=${HOST} is reachable from other machines and there are no API keys. Set ATTEST_API_KEYS, or ATTEST_ALLOW_UNAUTHENTICATED=true if everyone there may read the articles.`,
  )
}

/** On loopback without keys and proxy the only client is who runs it, and is not limited unless it is asked for. */
function limitsOf(config: Config): ClientLimitSettings {
  const isOwn = isLoopback(config.HOST) && config.API_KEYS.length === 0 && config.TRUST_PROXY.length === 0
  return {
    requestsPerMinute: config.REQUESTS_PER_MINUTE ?? (isOwn ? 0 : 300),
    wrongKeysPerMinute: config.WRONG_KEYS_PER_MINUTE,
    requestsAtOnce: config.REQUESTS_AT_ONCE,
    requestsAtOncePerClient: config.REQUESTS_AT_ONCE_PER_CLIENT ?? (isOwn ? 0 : 32),
  }
}

function listen(server: Server, { HOST, PORT }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown) =>
      reject(
        new AttestError(
          'CONFIG_INVALID_SETTING',
          `Cannot listen on ATTEST_HOST=${HOST}, ATTEST_PORT=${PORT}: ${asError(thrown).message}. Is another instance running?`,
          { cause: thrown },
        ),
      ),
    )
    server.listen(PORT, HOST, resolve)
  })
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo
  // A wildcard address is where to listen, not where to go.
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return urlOf(reachable, port)
}

function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
