import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { AttestError, asError } from '../errors.js'

/** The parts of a prompt, each with the variables that it may use. */
export type PromptShape = Readonly<Record<string, readonly string[]>>

/** The words of a prompt, from one file in `prompts/`. */
export interface Prompt<Shape extends PromptShape> {
  /** What it is for. */
  readonly purpose: string
  /** A part with its variables replaced. What stands in a value is not replaced again. */
  fill<Part extends keyof Shape>(part: Part, values: Readonly<Record<Shape[Part][number], string>>): string
}

const frontMatter = z.strictObject({
  purpose: z.string().min(1),
  variables: z.record(z.string(), z.string().min(1)),
})

const VARIABLE = /\{\{(\w+)\}\}/g

/**
 * @param file e.g. `prompts/answer.md`.
 * @throws {AttestError} `PROMPT_INVALID` where it has not exactly the parts and variables of `shape`.
 */
export async function loadPrompt<Shape extends PromptShape>(file: string, shape: Shape): Promise<Prompt<Shape>> {
  try {
    const source = (await readFile(file, 'utf8')).replaceAll('\r\n', '\n')
    return parsePrompt(source, shape)
  } catch (thrown) {
    const cause = asError(thrown)
    throw new AttestError(
      'PROMPT_INVALID',
      `${path.basename(file)}: ${cause.message}. prompts/README.md says what it holds.`,
      {
        cause,
      },
    )
  }
}

function parsePrompt<Shape extends PromptShape>(source: string, shape: Shape): Prompt<Shape> {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? []
  if (head === undefined || body === undefined) throw new Error('expected front matter between two lines "---"')
  const { purpose, variables } = frontMatter.parse(parse(head))
  const parts = new Map(
    body
      .split(/^# /m)
      .slice(1)
      .map((part) => {
        const lineEnd = part.indexOf('\n')
        return [part.slice(0, lineEnd).trim(), part.slice(lineEnd).trim()] as const
      }),
  )
  requireSame('parts', Object.keys(shape), [...parts.keys()])
  requireSame('variables in the front matter', [...new Set(Object.values(shape).flat())], Object.keys(variables))
  for (const [name, allowed] of Object.entries(shape)) {
    const used = [...parts.get(name)!.matchAll(VARIABLE)].map((match) => match[1]!)
    requireSame(`variables in the part "${name}"`, allowed, [...new Set(used)])
  }
  return {
    purpose,
    fill: (part, values) =>
      parts
        .get(String(part))!
        // A function, because "$&" in a value would mean something in a text.
        .replace(VARIABLE, (_, name: string) => (values as Readonly<Record<string, string>>)[name]!),
  }
}

function requireSame(what: string, expected: readonly string[], received: readonly string[]): void {
  const list = (names: readonly string[]) => [...names].sort().join(', ')
  if (list(expected) === list(received)) return
  throw new Error(`expected the ${what} to be ${list(expected)}, but they are ${list(received)}`)
}
