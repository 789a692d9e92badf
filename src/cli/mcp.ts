import { type Command, exitCodes, refuseWords } from './command.js'
import { withIndex } from './with-index.js'

export const mcpCommand: Command = {
  name: 'mcp',
  summary: 'answer a client of the Model Context Protocol over stdin and stdout',
  help: `Usage: attest mcp

For programs that start their tools themselves (Claude Desktop, editors): docs/mcp.md has their settings.
Answers from the index as it stands, and from each newer version once "attest ingest" has built it.
Standard output carries the protocol and nothing else. Ends when standard input does.
"attest serve" speaks the same protocol over HTTP at /mcp.

Options
  --help   print this

Examples
  claude mcp add attest -- attest mcp

Exit codes: 0 standard input ended, 2 wrong usage or settings, 3 could not be done`,
  options: {},
  run(positionals, _options, context) {
    refuseWords('mcp', positionals)
    return withIndex(context, async (attest) => {
      const { output } = context
      const { stdin, stdout } = process
      const { serveOverStdio } = await import('../mcp/serve-over-stdio.js')
      await serveOverStdio(attest, { stdin, stdout, note: (problem) => output.note(`attest: ${problem}`) })
      return exitCodes.ok
    })
  },
}
