import { describe, expect, test } from 'vitest'
import {
  allowedHosts,
  isAllowedHost,
  isAllowedOrigin,
  isFromOwnPage,
  isLoopback,
} from '../../src/web-security/hosts.js'

describe('the host allow-list', () => {
  const allowed = allowedHosts({
    host: '0.0.0.0',
    publicUrl: 'https://ask.example.org/attest',
    additional: ['Box.Local', 'ported.local:8080', 'tls.local:443'],
  })

  test.each([
    ['127.0.0.1:3000', true],
    ['localhost', true],
    ['LOCALHOST:80', true],
    ['[::1]:3000', true],
    ['ask.example.org', true],
    ['box.local:3000', true],
    ['evil.example.org', false],
    ['localhost.evil.example.org', false],
    ['127.0.0.1.evil.example.org', false],
    ['ask.example.org@evil.example.org', false],
    ['localhost:3000:80', false],
    ['', false],
    [undefined, false],
  ])('answers a request for %j: %s', (header, expected) => {
    expect(isAllowedHost(header, allowed)).toBe(expected)
  })

  test.each([
    [undefined, 'localhost:3000', true],
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://LOCALHOST:3000', 'LocalHost:3000', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['http://localhost', 'localhost', true],
    ['http://localhost:80', 'localhost', true],
    ['http://localhost', 'localhost:80', true],
    ['https://box.local', 'box.local', true],
    ['https://box.local:443', 'box.local', true],
    ['http://localhost:8080', 'localhost:3000', false],
    ['http://localhost', 'localhost:3000', false],
    ['http://127.0.0.1:3000', 'localhost:3000', false],
    ['http://box.local:8080', 'box.local:3000', false],
    ['http://box.local', '127.0.0.1:3000', false],
    ['https://ask.example.org', '127.0.0.1:3000', true],
    ['http://ask.example.org', '127.0.0.1:3000', false],
    ['https://ask.example.org:8443', '127.0.0.1:3000', false],
    ['http://ported.local:8080', '127.0.0.1:3000', true],
    ['http://ported.local:8081', '127.0.0.1:3000', false],
    ['https://evil.example.org', 'localhost:3000', false],
    ['chrome-extension://localhost:3000', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
    ['', 'localhost:3000', false],
  ])('answers a page at %j that calls %j: %s', (origin, host, expected) => {
    expect(isAllowedOrigin(origin, host, allowed)).toBe(expected)
  })

  test.each([
    ['ported.local:8080', true],
    ['ported.local:8081', false],
    ['ported.local', false],
    ['tls.local:443', true],
    ['tls.local', true],
  ])('answers a host that is listed with its port as %j: %s', (header, expected) => {
    expect(isAllowedHost(header, allowed)).toBe(expected)
  })

  test.each([
    ['http://localhost:3000', 'same-origin', true],
    [undefined, 'same-origin', true],
    [undefined, 'none', true],
    ['http://localhost:8080', 'same-site', false],
    ['https://ask.example.org', 'cross-site', false],
    [undefined, 'same-site', false],
    [undefined, 'cross-site', false],
    [undefined, 'something new', false],
    ['http://box.local:3000', undefined, true],
    ['http://box.local:8080', undefined, false],
    ['http://evil.example.org', undefined, false],
    ['null', undefined, false],
    [undefined, undefined, false],
  ])('takes a change from a page at %j with Sec-Fetch-Site %j: %s', (origin, fetchSite, expected) => {
    expect(isFromOwnPage({ origin, fetchSite, host: 'box.local:3000' }, allowed)).toBe(expected)
  })
})

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['localhost', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.0.4', false],
  ['127.evil.example.org', false],
])('%s is loopback: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected)
})
