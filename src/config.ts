import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AttestError, nearestName } from './errors.js'

/** The folder that holds `package.json`, whether this file runs from `src/` or from `dist/`. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url))

/** Of this software, as `package.json` has it. */
export const release: string = JSON.parse(readFileSync(resolve(packageRoot, 'package.json'), 'utf8')).version

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
)
const folder = (inPackage: string) =>
  z
    .string()
    .optional()
    .transform((value) => (value === undefined ? resolve(packageRoot, inPackage) : resolve(value)))

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http(s) address' })
const baseUrl = httpUrl.refine((url) => !/[@?#]/.test(url), {
  error: 'expected an address without user name, query and fragment; a key belongs in ATTEST_LANGUAGE_MODEL_KEY',
})

/**
 * Every setting: its name without `ATTEST_`, and what it means. Defaults stand in the schema.
 * docs/configuration.md lists the same names; a test compares them.
 */
const settingsShape = z.strictObject({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  ALLOWED_HOSTS: list.default([]),
  API_KEYS: list.default([]),
  ALLOW_UNAUTHENTICATED: flag.default(false),
  TRUST_PROXY: list.default([]),
  REQUESTS_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).optional(),
  WRONG_KEYS_PER_MINUTE: z.coerce.number().int().min(0).max(1_000_000).default(10),
  REQUEST_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(30_000),
  REQUESTS_AT_ONCE: z.coerce.number().int().min(0).max(100_000).default(256),
  REQUESTS_AT_ONCE_PER_CLIENT: z.coerce.number().int().min(0).max(100_000).optional(),
  CORPUS_DIR: folder('corpus'),
  INDEX_DIR: folder('index'),
  WATCH_CORPUS: flag.default(false),
  WATCH_INTERVAL_MS: z.coerce.number().int().min(50).max(3_600_000).default(1_000),
  KEEP_VERSIONS: z.coerce.number().int().min(1).max(1_000).default(2),
  MODELS_DIR: folder('models'),
  MODEL_CACHE_DIR: folder('index/cache/models'),
  EMBEDDING_MODEL: z.string().min(1).default('all-MiniLM-L6-v2'),
  EMBEDDING_POOLING: z.enum(['mean', 'cls']).optional(),
  EMBEDDING_QUERY_PREFIX: z.string().optional(),
  EMBEDDING_PASSAGE_PREFIX: z.string().optional(),
  EMBEDDING_MAX_TOKENS: z.coerce.number().int().min(16).max(8192).optional(),
  READER_MODEL: z.string().min(1).default('attest-reader'),
  READER_PASSAGES: z.coerce.number().int().min(0).max(50).default(5),
  RERANKER_MODEL: z.string().min(1).default('none'),
  RERANKER_PASSAGES: z.coerce.number().int().min(1).max(50).default(10),
  INFERENCE_PROCESSES: z.coerce.number().int().min(1).max(256).default(availableParallelism()),
  LANGUAGE_MODEL_PROVIDER: z.enum(['none', 'openai', 'anthropic', 'ollama']).default('none'),
  LANGUAGE_MODEL: z.string().min(1).optional(),
  LANGUAGE_MODEL_URL: baseUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  LANGUAGE_MODEL_KEY: z
    .stringFormat('key', /^[\x21-\x7e]+$/, { error: 'expected a key without white space' })
    .optional(),
  // Node's fetch gives up by itself after 300 seconds.
  LANGUAGE_MODEL_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(300_000).default(30_000),
  LANGUAGE_MODEL_CONTEXT_TOKENS: z.coerce.number().int().min(2048).max(2_000_000).default(8192),
  LANGUAGE_MODEL_MAX_TOKENS: z.coerce.number().int().min(64).max(100_000).default(1024),
  LANGUAGE_MODEL_TEMPERATURE: z.coerce.number().min(0).max(2).optional(),
  LANGUAGE_MODEL_PASSAGES: z.coerce.number().int().min(1).max(50).default(8),
  UNSUPPORTED_SENTENCES: z.enum(['drop', 'mark']).default('drop'),
  DECLINE_BELOW: z.coerce.number().min(0).max(1).default(0.3),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

type Settings = z.infer<typeof settingsShape>

const settings = settingsShape.superRefine((given, context) => {
  for (const [name, message] of contradictions(given)) context.addIssue({ code: 'custom', path: [name], message })
})

export type SettingName = keyof Settings
export const settingNames = Object.keys(settingsShape.shape) as SettingName[]

/** The settings of one run: checked, frozen, and passed on as arguments; nothing else reads the environment. */
export type Config = Readonly<Settings>

const PREFIX = 'ATTEST_'

/**
 * Reads the `ATTEST_*` variables of `env`, and of a `.env` file in `workingDirectory` where `env` does not set them.
 * @throws {AttestError} `CONFIG_UNKNOWN_SETTING`, `CONFIG_INVALID_SETTING`.
 */
export function loadConfig(env: NodeJS.ProcessEnv, workingDirectory = '.'): Config {
  const given = { ...dotEnv(resolve(workingDirectory, '.env')), ...env }
  const named: Record<string, string> = {}
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith(PREFIX) || value === undefined) continue
    refuseUnknown(name)
    // An empty value means "not set": that is how shells and compose files unset a variable.
    if (value !== '') named[name.slice(PREFIX.length)] = value
  }
  const parsed = settings.safeParse(named)
  if (!parsed.success) throw invalidSetting(parsed.error.issues[0]!, named)
  return Object.freeze(parsed.data)
}

/** Settings of a language model that do not go together, each with the one to change. */
function contradictions(given: Settings): [SettingName, string][] {
  const found: [SettingName, string][] = []
  const provider = given.LANGUAGE_MODEL_PROVIDER
  if (provider === 'none') {
    for (const name of ['LANGUAGE_MODEL', 'LANGUAGE_MODEL_URL', 'LANGUAGE_MODEL_KEY'] as const) {
      if (given[name] === undefined) continue
      found.push([
        name,
        'without ATTEST_LANGUAGE_MODEL_PROVIDER it means nothing; set that to openai, anthropic or ollama',
      ])
    }
    return found
  }
  if (given.LANGUAGE_MODEL === undefined) {
    found.push(['LANGUAGE_MODEL', `ATTEST_LANGUAGE_MODEL_PROVIDER is ${provider}, so expected the name of a model`])
  }
  if (provider !== 'ollama' && given.LANGUAGE_MODEL_KEY === undefined && given.LANGUAGE_MODEL_URL === undefined) {
    found.push([
      'LANGUAGE_MODEL_KEY',
      `expected a key for ${provider}, or ATTEST_LANGUAGE_MODEL_URL for a server without keys`,
    ])
  }
  if (given.LANGUAGE_MODEL_MAX_TOKENS > given.LANGUAGE_MODEL_CONTEXT_TOKENS / 2) {
    const half = Math.floor(given.LANGUAGE_MODEL_CONTEXT_TOKENS / 2)
    found.push(['LANGUAGE_MODEL_MAX_TOKENS', `expected at most ${half}, half of ATTEST_LANGUAGE_MODEL_CONTEXT_TOKENS`])
  }
  return found
}

/** A key must not end up in a log, not even a mistyped one; nor a password in an address. */
function mayHoldSecret(name: string, value: string): boolean {
  return /_KEYS?$/.test(name) || (/_URL$/.test(name) && /[@?]/.test(value))
}

function dotEnv(file: string): NodeJS.Dict<string> {
  return existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {}
}

function refuseUnknown(name: string): void {
  if ((settingNames as string[]).includes(name.slice(PREFIX.length))) return
  const nearest = nearestName(
    name,
    settingNames.map((known) => PREFIX + known),
  )
  const hint = nearest === null ? 'docs/configuration.md lists them.' : `Did you mean ${nearest}?`
  throw new AttestError('CONFIG_UNKNOWN_SETTING', `${name} is not a setting of Attest. ${hint}`)
}

function invalidSetting(issue: z.core.$ZodIssue, named: Record<string, string>): AttestError {
  const name = String(issue.path[0])
  const value = named[name]
  const received = value === undefined ? 'not set' : mayHoldSecret(name, value) ? '(not shown)' : JSON.stringify(value)
  return new AttestError(
    'CONFIG_INVALID_SETTING',
    `${PREFIX}${name} is ${received}, which is not valid: ${issue.message}. docs/configuration.md says what it may be.`,
  )
}
