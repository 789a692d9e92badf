/**
 * Passes on what `source` gives until `signal` fires, then throws the signal's reason at once: whether or not the source
 * minds the signal, while it is being opened as well as between two values. A source that ends quietly because the signal
 * fired has not ended: several clients return what they had as if it were all.
 */
export async function* untilAborted<T>(source: Promise<AsyncIterable<T>>, signal: AbortSignal): AsyncGenerator<T> {
  // Its failure is heard below, unless the signal comes first: then nobody listens, and Node would end the process.
  source.catch(() => undefined)
  signal.throwIfAborted()
  const ended = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal })
  })
  let iterator: AsyncIterator<T> | null = null
  try {
    iterator = (await Promise.race([source, aborted]))[Symbol.asyncIterator]()
    while (true) {
      const next = await Promise.race([iterator.next(), aborted])
      signal.throwIfAborted()
      if (next.done === true) return
      yield next.value
    }
  } finally {
    ended.abort()
    // Not awaited: a source that hangs in its reading hangs in its return() too.
    iterator?.return?.()?.catch(() => undefined)
  }
}
