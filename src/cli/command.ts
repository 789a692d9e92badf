import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../config.js'
import { AttestError } from '../errors.js'
import type { Output } from './output.js'

/** Documented in docs/command-line.md; scripts may rely on them. */
export const exitCodes = {
  /** Done; for a question: answered. */
  ok: 0,
  /** An honest no: the articles do not say, nothing was found, or some articles could not be taken in. */
  no: 1,
  /** The command or the settings are wrong. */
  usage: 2,
  /** It could not be done: index, model, disk. */
  failed: 3,
} as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

export interface CommandContext {
  readonly config: Config
  readonly output: Output
}

export type OptionValues = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** A command loads what it works with when it runs: all of it would take a second before the first word of help. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly summary: string
  /** Usage, options and examples; what `--help` prints. */
  readonly help: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  run(positionals: readonly string[], options: OptionValues, context: CommandContext): Promise<ExitCode>
}

/** @throws {AttestError} `USAGE` where a command that takes only options was given words. */
export function refuseWords(command: string, words: readonly string[]): void {
  if (words.length === 0) return
  const received = words.map((word) => JSON.stringify(word)).join(' ')
  throw new AttestError('USAGE', `"attest ${command}" takes options only, received ${received}.`)
}
