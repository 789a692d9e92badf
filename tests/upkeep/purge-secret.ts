import { purgeArticle } from '../../src/upkeep/purge-article.js'

/** Purges the article `secret` of an index folder; says on standard output when it begins. */
process.stdout.write('begun\n')
await purgeArticle(process.argv[2]!, 'secret')
