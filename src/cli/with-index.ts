import type { Attest } from '../attest.js'
import { AttestError } from '../errors.js'
import type { CommandContext, ExitCode } from './command.js'
import { downloadReporter } from './progress.js'

/**
 * Opens the service for one command on the index as it stands; it does not ingest.
 * @throws {AttestError} `INDEX_MISSING` where there is none yet.
 */
export async function withIndex(
  { config, output }: CommandContext,
  run: (attest: Attest) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { createAttest } = await import('../service.js')
  const attest = createAttest(config, { onDownload: downloadReporter(output) })
  try {
    await attest.open()
    const { ready, problem } = attest.readiness()
    if (!ready) throw new AttestError('INDEX_MISSING', problem ?? 'There is no index yet. Run "attest ingest" first.')
    return await run(attest)
  } finally {
    await attest.close()
  }
}

/** The one text that `ask` and `search` take; several words without quotation marks count as one. */
export function oneText(positionals: readonly string[], expected: string, example: string): string {
  const text = positionals.join(' ').trim()
  if (text === '') throw new AttestError('USAGE', `Expected ${expected}, received none. Example: ${example}`)
  if (text.length > 2_000) {
    throw new AttestError('USAGE', `Expected at most 2,000 characters, received ${text.length}.`)
  }
  return text
}
