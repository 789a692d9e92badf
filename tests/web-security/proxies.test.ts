import { describe, expect, test } from 'vitest'
import { addressGroup, clientOf, trustedProxies } from '../../src/web-security/proxies.js'

const from = (setting: string[], peer: string | undefined, forwardedFor?: string, forwardedProto?: string) =>
  clientOf(peer, { forwardedFor, forwardedProto }, trustedProxies(setting))

describe('the client of a request', () => {
  test.each([
    ['nobody is trusted: the peer, whatever it says', [], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['one proxy: whom it appended', ['1'], '10.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['one proxy: not what the client made up before', ['1'], '10.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
    ['two proxies', ['2'], '10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
    ['a proxy that says nothing', ['1'], '10.0.0.1', undefined, '10.0.0.1'],
    ['fewer proxies than were said', ['3'], '10.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['a network', ['10.0.0.0/8'], '10.2.3.4', '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
    ['a peer beyond the network', ['10.0.0.0/8'], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['addresses', ['10.0.0.1', '10.0.0.2'], '10.0.0.1', '6.6.6.6, 10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['IPv4 in IPv6', ['127.0.0.1'], '::ffff:127.0.0.1', '1.1.1.1', '1.1.1.1'],
    ['a network of IPv6', ['fd00::/8'], 'fd12::1', '2001:db8::1', '2001:db8::1'],
    ['ports', ['1'], '10.0.0.1', '1.1.1.1:4711', '1.1.1.1'],
    ['IPv6 with a port', ['1'], '10.0.0.1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['what is no address', ['2'], '10.0.0.1', '1.1.1.1, unknown', '10.0.0.1'],
    ['what is no address by far', ['1'], '10.0.0.1', '<script>', '10.0.0.1'],
    ['the number 0', ['0'], '9.9.9.9', '1.1.1.1', '9.9.9.9'],
    ['no socket', ['1'], undefined, '1.1.1.1', 'unknown'],
  ])('%s', (_, setting, peer, forwardedFor, address) => {
    expect(from(setting, peer, forwardedFor).address).toBe(address)
  })

  test.each([
    ['nobody is trusted', [], 'https', false],
    ['one proxy', ['1'], 'https', true],
    ['one proxy over http', ['1'], 'http', false],
    ['not what the client made up before', ['1'], 'https, http', false],
    ['a peer that is none of the proxies', ['10.9.9.9'], 'https', false],
    ['nothing was said', ['1'], undefined, false],
    ['two proxies, the outer over https', ['2'], 'https, http', true],
  ])('came over https: %s', (_, setting, proto, isHttps) => {
    expect(from(setting, '10.0.0.1', '1.1.1.1, 10.0.0.2', proto).isHttps).toBe(isHttps)
  })

  test.each(['all', '10.0.0.0/33', '10.0.0.0/', '::/129', 'fe80::1/64/2', '300.1.1.1', '-1', '1, 10.0.0.1'])(
    'ATTEST_TRUST_PROXY=%s is refused',
    (setting) => {
      expect(() => trustedProxies(setting.split(', '))).toThrow(
        expect.objectContaining({
          code: 'CONFIG_INVALID_SETTING',
          message: expect.stringContaining('Expected the number'),
        }),
      )
    },
  )
})

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:db8::9', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unknown', 'unknown'],
])('%s counts as %s', (address, group) => {
  expect(addressGroup(address)).toBe(group)
})
