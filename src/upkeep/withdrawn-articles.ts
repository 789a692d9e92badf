import { createHash } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Article } from '../articles/article.js'
import { AttestError, isLackOfResources, resourcesExhausted } from '../errors.js'
import type { ReadOutcome } from '../ingest.js'
import { renameDurably, writeFileDurably } from '../search-index/local/durable-files.js'

/*
 * Articles that `attest remove` withdrew, so that a file that still lies in the corpus does not bring them back. The one
 * thing in the index folder that cannot be made again. It holds hashes alone: what was to be erased must not be named here.
 */
const Withdrawal = z.object({
  /** SHA-256 of the article's id, hex. */
  id: z.string(),
  /** `textSha256` of every text that it had: the file may have been renamed. */
  texts: z.array(z.string()).readonly(),
  /** ISO 8601, UTC. */
  at: z.string(),
})
export type Withdrawal = z.infer<typeof Withdrawal>

const listPath = (folder: string): string => path.join(folder, 'withdrawn.json')

export const idHash = (id: string): string => createHash('sha256').update(id).digest('hex')

/**
 * Empty where there is no list.
 * @throws {AttestError} `INDEX_DAMAGED`: without the list, what was erased would come back.
 */
export async function readWithdrawn(folder: string): Promise<readonly Withdrawal[]> {
  const file = listPath(folder)
  try {
    return z.array(Withdrawal).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return []
    if (isLackOfResources(cause)) throw resourcesExhausted('The list of removed articles', cause)
    const way = 'Put it back from a backup, or delete it and remove the articles again.'
    throw new AttestError('INDEX_DAMAGED', `The list of removed articles ${file} cannot be read. ${way}`, { cause })
  }
}

/** At once and durably. */
export async function writeWithdrawn(folder: string, list: readonly Withdrawal[]): Promise<void> {
  const prepared = `${listPath(folder)}.new`
  await rm(prepared, { force: true })
  await writeFileDurably(prepared, [Buffer.from(`${JSON.stringify(list)}\n`)])
  await renameDurably(prepared, listPath(folder))
}

/** Whether the article, or one with its text, was withdrawn. */
export function isWithdrawn(
  { id, textSha256 }: Pick<Article, 'id' | 'textSha256'>,
  list: readonly Withdrawal[],
): boolean {
  const hash = list.length === 0 ? '' : idHash(id)
  return list.some((withdrawal) => withdrawal.id === hash || withdrawal.texts.includes(textSha256))
}

/** The part of a version's record that changes with the list; nothing where it is empty. */
export const withdrawnRecord = (list: readonly Withdrawal[]): { readonly withdrawn?: readonly string[] } =>
  list.length === 0 ? {} : { withdrawn: list.map(({ id }) => id).sort() }

/** The same outcomes; a withdrawn article is left out with a warning. */
export async function* withoutWithdrawn(
  outcomes: AsyncIterable<ReadOutcome>,
  list: readonly Withdrawal[],
): AsyncGenerator<ReadOutcome> {
  for await (const outcome of outcomes) {
    if (outcome.kind !== 'article' || !isWithdrawn(outcome.article, list)) yield outcome
    else yield leftOut(outcome.article)
  }
}

function leftOut({ sourcePath }: Article): ReadOutcome {
  const message = `${sourcePath}: "attest remove" withdrew this article; it is left out. Delete the file.`
  const warning = { code: 'ARTICLE_WITHDRAWN' as const, path: sourcePath, line: null, message }
  return { kind: 'withdrawn', path: sourcePath, warnings: [warning] }
}
