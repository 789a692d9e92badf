import type { NamedOperation } from './api-document.js'

/** An operation's example as a command for a shell. */
export function exampleCommand({ method, path, operation }: NamedOperation, origin: string): string {
  const body = operation.requestBody?.content['application/json']?.example
  const address = quoted(origin + filled(path, operation.parameters))
  const command = method === 'GET' ? 'curl -s' : `curl -s -X ${method}`
  if (body === undefined) return `${command} ${address}`
  const json = JSON.stringify(body, null, 2)
  return `${command} ${address} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(json)}`
}

function filled(path: string, parameters: NamedOperation['operation']['parameters'] = []): string {
  const given = parameters.filter(({ schema }) => schema.example !== undefined)
  const values = (place: string) =>
    given.filter((one) => one.in === place).map(({ name, schema }) => [name, String(schema.example)] as const)
  const query = new URLSearchParams(values('query').map(([name, value]) => [name, value]))
  const whole = values('path').reduce((all, [name, value]) => all.replace(`{${name}}`, encodeURIComponent(value)), path)
  return query.size === 0 ? whole : `${whole}?${query}`
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`
