/** The program of a parsing process (article-parser.ts): reads one file at a time, owns nothing, may be killed at any moment. */
import { ArticleError, asError } from '../errors.js'
import type { ParseReply } from './article-parser.js'
import { type ArticleFile, readArticle } from './read-article.js'

// Ctrl-C signals the whole group; the parent decides when this process ends.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('disconnect', () => process.exit(0))
process.on('message', (file: ArticleFile) => send(replyTo(file)))
send({ kind: 'ready' })

/** The callback takes the error: a parent that is gone needs no answer, and this process ends with it. */
function send(reply: ParseReply): void {
  process.send!(reply, () => {})
}

function replyTo(file: ArticleFile): ParseReply {
  try {
    return { kind: 'read', read: readArticle(file) }
  } catch (thrown) {
    if (!(thrown instanceof ArticleError)) return { kind: 'crashed', message: asError(thrown).message }
    const { code, path, line, message } = thrown
    const problem = message.slice(`${path}${line === null ? '' : `:${line}`}: `.length)
    return { kind: 'refused', code, path, line, problem }
  }
}
