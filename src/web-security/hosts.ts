/**
 * Guards against DNS rebinding: a page of a stranger may make a browser send requests to this machine under the
 * stranger's own host name, so only names that this service is really reached by are answered.
 * @see https://owasp.org/www-community/attacks/DNS_rebinding
 */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/** @param host a name or an address, IPv6 without brackets. @returns e.g. `http://[::1]:3000`. */
export const urlOf = (host: string, port: number): string => `http://${host.includes(':') ? `[${host}]` : host}:${port}`

/** Host names, lower case and without port, that requests may name. */
export function allowedHosts(settings: {
  readonly host: string
  readonly publicUrl: string | undefined
  readonly additional: readonly string[]
}): ReadonlySet<string> {
  const bound = settings.host.includes(':') ? `[${settings.host}]` : settings.host
  const fromPublicUrl = settings.publicUrl === undefined ? [] : [new URL(settings.publicUrl).hostname]
  return new Set([...LOOPBACK, bound, ...fromPublicUrl, ...settings.additional].map((name) => name.toLowerCase()))
}

/** @param header a `Host` header: a name or address with an optional port. */
export function isAllowedHost(header: string | undefined, allowed: ReadonlySet<string>): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:[\]/@\s]+)(?::\d{1,5})?$/i.exec(header ?? '')?.[1]
  return name !== undefined && allowed.has(name.toLowerCase())
}

/** A request without `Origin` comes from no page; one with it must come from a page of ours. */
export function isAllowedOrigin(header: string | undefined, allowed: ReadonlySet<string>): boolean {
  if (header === undefined) return true
  if (!URL.canParse(header)) return false
  return allowed.has(new URL(header).hostname.toLowerCase())
}

/** Headers that a browser sets and that no page can change. */
export interface OriginHeaders {
  readonly origin: string | undefined
  /** `Sec-Fetch-Site`; browsers leave it out over plain HTTP beyond loopback. */
  readonly fetchSite: string | undefined
}

/**
 * Whether a request that changes something comes from a page of ours, where nothing but a cookie lets it in. A browser
 * sends cookies along whoever asks it to, and to it another port of this host is the same site; so a request that does
 * not say where it comes from is refused.
 */
export function isFromOwnPage({ origin, fetchSite }: OriginHeaders, allowed: ReadonlySet<string>): boolean {
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  return origin !== undefined && isAllowedOrigin(origin, allowed)
}
