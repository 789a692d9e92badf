import { SESSION_COOKIE } from '../../web-security/session-cookie.js'
import type { App } from '../app-type.js'
import type { ApiDocument } from '../documentation/api-document.js'
import { documentationPage } from '../documentation/documentation-page.js'

const description = {
  openapi: '3.1.0',
  info: { title: 'Attest', version: '1', description: 'Answers from your own articles, each with exact citations.' },
  // The last: where no keys are set, nothing is needed.
  security: [{ apiKey: [] }, { session: [] }, {}],
}

/** What the routes say of themselves, for programs and for people. */
export function addDocumentation(app: App): void {
  const { openAPIRegistry: registry } = app
  registry.registerComponent('securitySchemes', 'apiKey', { type: 'http', scheme: 'bearer' })
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE })

  app.doc31('/openapi.json', description)

  app.get('/docs', async (c) => {
    const document = app.getOpenAPI31Document(description) as unknown as ApiDocument
    // The host of a request was checked before.
    return c.html(await documentationPage(document, new URL(c.req.url).origin))
  })
}
