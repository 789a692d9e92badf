import { afterAll, describe, expect, test } from 'vitest'
import { exampleCommand } from '../../src/http/documentation/example-command.js'
import { httpApp } from '../support/http-app.js'
import { serviceOn } from '../support/small-service.js'

const service = serviceOn({})
afterAll(() => service.close())
const app = httpApp(service.attest)
const get = (path: string) => app.request(`http://127.0.0.1:3000${path}`)

describe('GET /docs', async () => {
  const response = await get('/docs')
  const page = await response.text()
  const document = await (await get('/openapi.json')).json()

  test('shows every operation, schema and status of the description', () => {
    for (const [path, methods] of Object.entries<object>(document.paths)) {
      for (const method of Object.keys(methods)) {
        expect(page).toContain(`<h2><code>${method.toUpperCase()} ${path}</code></h2>`)
      }
    }
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="schema-${name}"`)
    for (const status of Object.keys(document.paths['/api/ask'].post.responses)) {
      expect(page).toContain(`<code>${status}</code>`)
    }
  })

  test('shows the limits of a field, its default and what is inside it', () => {
    const text = page
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
    expect(text).toMatch(/question string 1 to 2000 characters/)
    expect(text).toMatch(/topK integer optional 1 to 50 default 8/)
    expect(text).toMatch(/citation Citation or null/)
    expect(text).toMatch(/kind "quote" or "text"/)
    expect(text).toContain(`curl -s 'http://127.0.0.1:3000/api/passages/`)
  })

  test('links only within itself and to this service', () => {
    const targets = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1]!)
    const anchors = targets.filter((target) => target.startsWith('#'))
    expect(anchors.length).toBeGreaterThan(20)
    expect(anchors.filter((anchor) => !page.includes(`id="${anchor.slice(1)}"`))).toEqual([])
    expect(targets.filter((target) => !/^[#/](?!\/)/.test(target))).toEqual([])
  })

  test('runs no script, nor could it load one from elsewhere', () => {
    expect(page).not.toMatch(/<script|style="|\son\w+=/)
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'/)
  })
})

test('an example with an apostrophe is one word of a shell', () => {
  const operation = { responses: {}, requestBody: { content: { 'application/json': { schema: {}, example: "it's" } } } }
  const command = exampleCommand({ name: '', anchor: '', method: 'POST', path: '/x', operation }, 'http://h')
  expect(command).toBe(`curl -s -X POST 'http://h/x' \\\n  -H 'Content-Type: application/json' \\\n  -d '"it'\\''s"'`)
})
