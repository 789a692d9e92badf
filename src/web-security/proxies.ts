import { BlockList, isIP } from 'node:net'
import { AttestError } from '../errors.js'

/** @param hop 0 is the peer of the connection, 1 whom it names, and so on. */
export type TrustsProxy = (address: string, hop: number) => boolean

/** Who sent a request, as far as it can be known. */
export interface Client {
  /** An IP address, or `unknown`. */
  readonly address: string
  /** Whether its own connection, to the outermost trusted proxy, is https. */
  readonly isHttps: boolean
}

/**
 * @param setting the number of proxies in front of the service, or their addresses and networks (`10.0.0.0/8`).
 * @throws {AttestError} `CONFIG_INVALID_SETTING`
 */
export function trustedProxies(setting: readonly string[]): TrustsProxy {
  const [first] = setting
  if (setting.length === 1 && /^\d{1,2}$/.test(first!)) return (_, hop) => hop < Number(first)
  const proxies = new BlockList()
  for (const entry of setting) add(entry, proxies)
  return (address) => isIP(address) !== 0 && proxies.check(address, familyOf(address))
}

function add(entry: string, proxies: BlockList): void {
  const [address = '', prefix, ...rest] = entry.split('/')
  const bits = isIP(address) === 4 ? 32 : 128
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits)
  if (isIP(address) === 0 || !isPrefix || rest.length > 0) {
    throw new AttestError(
      'CONFIG_INVALID_SETTING',
      `ATTEST_TRUST_PROXY has ${JSON.stringify(entry)}. Expected the number of proxies, or IP addresses and networks such as 10.0.0.0/8.`,
    )
  }
  proxies.addSubnet(address, Number(prefix ?? bits), familyOf(address))
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

export interface ForwardedHeaders {
  /** `X-Forwarded-For`: each proxy appends whom it was called by. */
  readonly forwardedFor: string | undefined
  /** `X-Forwarded-Proto` */
  readonly forwardedProto: string | undefined
}

/** Goes back from the peer of the connection for as long as the one at hand is a proxy that is trusted. */
export function clientOf(
  peer: string | undefined,
  { forwardedFor, forwardedProto }: ForwardedHeaders,
  trusts: TrustsProxy,
): Client {
  if (peer === undefined) return { address: 'unknown', isHttps: false }
  const named = (forwardedFor ?? '').split(',').map(addressIn).reverse()
  const hops = [plainAddress(peer), ...named]
  let hop = 0
  // What is no address names nobody: the proxy that wrote it is as far as can be known.
  while (trusts(hops[hop]!, hop) && isIP(hops[hop + 1] ?? '') !== 0) hop += 1
  const protocols = (forwardedProto ?? '').split(',').map((one) => one.trim().toLowerCase())
  const told = protocols[Math.max(0, protocols.length - Math.max(1, hop))]
  return { address: hops[hop]!, isHttps: trusts(hops[0]!, 0) && told === 'https' }
}

/** Some proxies append the port. */
const addressIn = (entry: string): string =>
  plainAddress(/^\s*(?:\[([^\]]*)\](?::\d+)?|([\d.]+):\d+)\s*$/.exec(entry)?.slice(1).find(Boolean) ?? entry.trim())

/** An IPv4 address that came in over a socket of IPv6 is the same address. */
const plainAddress = (address: string): string => /^::ffff:(\d+(?:\.\d+){3})$/i.exec(address)?.[1] ?? address

/** Whom an address counts as: itself; of IPv6 its network, for a host has 2^64 addresses to choose from. */
export function addressGroup(address: string): string {
  if (isIP(address) !== 6) return address
  const shortest = new URL(`http://[${address.replace(/%.*$/, '')}]`).hostname.slice(1, -1)
  const [head, tail] = shortest.split('::').map((part) => part.split(':').filter((group) => group !== ''))
  const zeros = Array.from({ length: 8 - head!.length - (tail?.length ?? 0) }, () => '0')
  return `${[...head!, ...(tail === undefined ? [] : zeros), ...(tail ?? [])].slice(0, 4).join(':')}::/64`
}
