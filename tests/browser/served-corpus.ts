import { type RunningServer, startServer } from '../../src/server.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

export interface ServedCorpus extends Pick<RunningServer, 'url' | 'attest' | 'close'> {
  /** The folder of its articles. */
  readonly corpus: string
}

const logbook = Array.from({ length: 40 }, (_, i) => `Page ${i + 1} of the logbook is blank.`).join('\n\n')

/** The small corpus with an article so long that its cited words are out of sight unless the page goes to them. */
const corpusWithLongArticle = {
  ...smallCorpus,
  'lighthouse.md': smallCorpus['lighthouse.md']!.replace(
    '## The keeper',
    `## The logbook\n\n${logbook}\n\n## The keeper`,
  ),
}

/** A server on a free port over the given files; nothing is ingested yet. */
export async function serve(
  files: Readonly<Record<string, string>> = corpusWithLongArticle,
  settings: NodeJS.ProcessEnv = {},
): Promise<ServedCorpus> {
  const folder = serviceOn(files, { ATTEST_PORT: '0', ...settings })
  const server = await startServer(folder.config)
  return {
    url: server.url,
    attest: server.attest,
    corpus: folder.corpus,
    async close() {
      await server.close()
      await folder.close()
    },
  }
}

export async function serveIngested(...given: Parameters<typeof serve>): Promise<ServedCorpus> {
  const served = await serve(...given)
  await served.attest.ingest()
  return served
}
