import { AttestError } from '../errors.js'
import { type Purge, purgeArticle, readmitArticle } from '../upkeep/purge-article.js'
import { type Command, exitCodes } from './command.js'

export const removeCommand: Command = {
  name: 'remove',
  summary: 'erase an article from the whole index',
  help: `Usage: attest remove ID --purge [--json]
       attest remove ID --readmit

Erases an article from every version of the index, from the vector cache and from exports that lie in the index folder, and
lists it as withdrawn: the files in ATTEST_CORPUS_DIR are never touched, and a file that is still there is left out of
each ingestion. Delete it all the same: whoever deletes the index folder deletes the list. Copies elsewhere are yours to find:
exports, backups, another machine's index. A running server answers without the article within seconds.

To take an article out of the next version only, delete its file and run "attest ingest".

Options
  --purge     needed, because it cannot be undone but by ingesting the file again
  --readmit   take it from the list, so that the next ingestion takes its file in again
  --json      print what was done as JSON
  --help      print this

Examples
  attest remove bees-keep-warm --purge

Exit codes: 0 done, 2 wrong usage or settings, 3 could not be done: run it again once the cause is mended`,
  options: { purge: { type: 'boolean' }, readmit: { type: 'boolean' }, json: { type: 'boolean' } },
  async run(positionals, { purge, readmit, json }, { config, output }) {
    const [id, ...rest] = positionals
    if (id === undefined || rest.length > 0) {
      throw new AttestError('USAGE', `Expected one article's id, received ${positionals.length}.`)
    }
    if (purge === readmit) {
      const hint = 'To take it out of the next version only, delete its file and run "attest ingest".'
      throw new AttestError('USAGE', `Expected --purge, which erases the article for good, or --readmit. ${hint}`)
    }
    if (readmit === true) {
      await readmitArticle(config.INDEX_DIR, id)
      if (json === true) output.json({ id })
      else output.line(`"${id}" is no longer withdrawn: the next ingestion takes its file in again.`)
      return exitCodes.ok
    }
    const done = await purgeArticle(config.INDEX_DIR, id)
    if (json === true) output.json(done)
    else for (const line of describe(done)) output.line(line)
    return exitCodes.ok
  },
}

function describe({ id, versions, exports, files }: Purge): string[] {
  return [
    versions.length === 0
      ? `No version holds "${id}" any more.`
      : `"${id}" was erased from ${versions.length === 1 ? 'one version' : `${versions.length} versions`} and from the vector cache.`,
    ...exports.map((file) => `The export ${file} held it and was removed.`),
    ...files.map(
      (file) => `Now delete ${file} from the corpus folder: it was not touched, and is left out of each ingestion.`,
    ),
  ]
}
