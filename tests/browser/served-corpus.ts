import { type RunningServer, startServer } from '../../src/server.js'
import { serviceOn, smallCorpus } from '../support/small-service.js'

export interface ServedCorpus extends Pick<RunningServer, 'url' | 'attest' | 'close'> {}

/** A server on a free port over the given files, by default the small corpus; nothing is ingested yet. */
export async function serve(
  files: Readonly<Record<string, string>> = smallCorpus,
  settings: NodeJS.ProcessEnv = {},
): Promise<ServedCorpus> {
  const folder = serviceOn(files, { ATTEST_PORT: '0', ...settings })
  const server = await startServer(folder.config)
  return {
    url: server.url,
    attest: server.attest,
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
