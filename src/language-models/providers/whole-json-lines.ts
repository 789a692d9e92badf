/**
 * Passes JSON lines on, each as soon as it is whole. Fails on one that is not JSON (SyntaxError), and at an end before the
 * last line (Error), but only after it has passed on what came before.
 *
 * @param isLast whether nothing has to follow this line.
 */
export async function* wholeJsonLines(
  body: AsyncIterable<Uint8Array>,
  isLast: (value: unknown) => boolean,
): AsyncGenerator<Uint8Array> {
  let hasEnded = false
  for await (const line of linesOf(body)) {
    if (line.trim() === '') continue
    hasEnded = isLast(JSON.parse(line))
    yield new TextEncoder().encode(`${line}\n`)
  }
  if (!hasEnded) throw new Error('the stream ended before its last line')
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  yield rest + decoder.decode()
}
