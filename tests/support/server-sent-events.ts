export interface ServerSentEvent {
  /** `message` where the event has no name. */
  readonly event: string
  readonly data: string
}

/** Reads a stream of server-sent events to its end, by the rules of the HTML standard; comments are left out. */
export async function* serverSentEvents(response: Response): AsyncGenerator<ServerSentEvent> {
  let rest = ''
  for await (const text of response.body!.pipeThrough(new TextDecoderStream() as never) as AsyncIterable<string>) {
    const blocks = (rest + text).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) {
      const event = parsed(block)
      if (event !== null) yield event
    }
  }
  if (rest !== '') throw new Error(`The stream ended within an event: ${JSON.stringify(rest)}`)
}

function parsed(block: string): ServerSentEvent | null {
  const lines = block.split('\n').filter((line) => !line.startsWith(':'))
  const values = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}: `)).map((line) => line.slice(field.length + 2))
  const data = values('data')
  return data.length === 0 ? null : { event: values('event')[0] ?? 'message', data: data.join('\n') }
}
