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
    additional: ['Box.Local'],
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
    [undefined, true],
    ['http://localhost:3000', true],
    ['https://ask.example.org', true],
    ['https://evil.example.org', false],
    ['null', false],
  ])('answers a page at %j: %s', (header, expected) => {
    expect(isAllowedOrigin(header, allowed)).toBe(expected)
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
    ['http://evil.example.org', undefined, false],
    ['null', undefined, false],
    [undefined, undefined, false],
  ])('takes a change from a page at %j with Sec-Fetch-Site %j: %s', (origin, fetchSite, expected) => {
    expect(isFromOwnPage({ origin, fetchSite }, allowed)).toBe(expected)
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
