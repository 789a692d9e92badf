/**
 * Guards against DNS rebinding: a page of a stranger may make a browser send requests to this machine under the
 * stranger's own host name, so only names that this service is really reached by are answered.
 * @see https://owasp.org/www-community/attacks/DNS_rebinding
 */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Lower case: `name` is answered at any port, `name:port` at that one, and a page there counts as one of ours. */
export type AllowedHosts = ReadonlySet<string>

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** @param host a name or an address, IPv6 without brackets. @returns e.g. `http://[::1]:3000`. */
export const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`

export function allowedHosts(settings: {
  readonly host: string
  readonly publicUrl: string | undefined
  readonly additional: readonly string[]
}): AllowedHosts {
  const bound = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const fromPublicUrl =
    settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).hostname, portedHost(settings.publicUrl)]
  return new Set([...LOOPBACK, bound, ...fromPublicUrl, ...settings.additional].map((name) => name.toLowerCase()))
}

/** @param header a `Host` header: a name or address with an optional port. */
export function isAllowedHost(header: string | undefined, allowed: AllowedHosts): boolean {
  const [, name, port] = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::(\d{1,5}))?$/i.exec(header?.toLowerCase() ?? '') ?? []
  if (name === undefined) return false
  const ports = port === undefined ? ['80', '443'] : [port]
  return allowed.has(name) || ports.some((one) => allowed.has(`${name}:${one}`))
}

/**
 * A request without `Origin` comes from no page; one with it must come from a page of ours: of the host and port that
 * the request itself names, or of one that is allowed with its port. Another port of this host is somebody else's.
 *
 * @param host the request's, one that is allowed.
 */
export function isAllowedOrigin(header: string | undefined, host: string, allowed: AllowedHosts): boolean {
  if (header === undefined) return true
  if (!/^https?:\/\//i.test(header) || !URL.canParse(header)) return false
  const origin = portedHost(header)
  // Behind a proxy the request's own scheme is not known: without a port, the page's is taken for it.
  const own = `${new URL(header).protocol}//${host}`
  return allowed.has(origin) || (URL.canParse(own) && portedHost(own) === origin)
}

/** `name:port`, also where the port is the scheme's own. */
function portedHost(url: string): string {
  const { protocol, hostname, port } = new URL(url)
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`
}

/** Headers that a browser sets and that no page can change. */
export interface OriginHeaders {
  readonly origin: string | undefined
  /** `Sec-Fetch-Site`; browsers leave it out over plain HTTP beyond loopback. */
  readonly fetchSite: string | undefined
  /** `Host` */
  readonly host: string
}

/**
 * Whether a request that changes something comes from a page of ours, where nothing but a cookie lets it in. A browser
 * sends cookies along whoever asks it to, and to it another port of this host is the same site; so a request that does
 * not say where it comes from is refused.
 */
export function isFromOwnPage({ origin, fetchSite, host }: OriginHeaders, allowed: AllowedHosts): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  return origin !== undefined && isAllowedOrigin(origin, host, allowed)
}
