import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { AttestError, nearestName } from './errors.js'

/** The folder that holds `package.json`, whether this file runs from `src/` or from `dist/`. */
export const packageRoot = fileURLToPath(new URL('..', import.meta.url))

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

/**
 * Every setting: its name without `ATTEST_`, and what it means. Defaults stand in the schema.
 * docs/configuration.md lists the same names; a test compares them.
 */
const settings = z.strictObject({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: httpUrl.transform((url) => url.replace(/\/+$/, '')).optional(),
  ALLOWED_HOSTS: list.default([]),
  API_KEYS: list.default([]),
  ALLOW_UNAUTHENTICATED: flag.default(false),
  CORPUS_DIR: folder('corpus'),
  INDEX_DIR: folder('index'),
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
  DECLINE_BELOW: z.coerce.number().min(0).max(1).default(0.3),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type SettingName = keyof z.infer<typeof settings>
export const settingNames = Object.keys(settings.shape) as SettingName[]

/** The settings of one run: checked, frozen, and passed on as arguments; nothing else reads the environment. */
export type Config = Readonly<z.infer<typeof settings>>

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
  // A key must not end up in a log, not even a mistyped one.
  const received = name === 'API_KEYS' ? '(not shown)' : JSON.stringify(named[name])
  return new AttestError(
    'CONFIG_INVALID_SETTING',
    `${PREFIX}${name} is ${received}, which is not valid: ${issue.message}. docs/configuration.md says what it may be.`,
  )
}
