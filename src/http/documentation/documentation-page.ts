import { html } from 'hono/html'
import {
  type ApiDocument,
  type ApiResponse,
  type NamedOperation,
  operationsOf,
  resolvedSchema,
} from './api-document.js'
import { exampleCommand } from './example-command.js'
import { inlineCode } from './inline-code.js'
import { fieldsView, fieldView, schemaAnchor, typeView } from './schema-view.js'

/**
 * The description of the API as a page for people; it loads nothing but a style sheet and needs no script.
 *
 * @param origin where the examples are sent, e.g. `http://127.0.0.1:3000`.
 */
export function documentationPage(document: ApiDocument, origin: string) {
  const operations = operationsOf(document)
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>HTTP API · Attest</title>
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css">
    <link rel="stylesheet" href="/docs.css">
  </head>
  <body>
    <main class="docs">
      <p class="back"><a href="/">← Ask a question</a></p>
      <header>
        <h1>HTTP API</h1>
        <p class="lead">${document.info.description} The same as <a href="/openapi.json">OpenAPI 3.1</a>.</p>
        <p>Where API keys are set, each request needs <code>Authorization: Bearer KEY</code>; the pages have the cookie of <code>POST /api/session</code>. Clients of OpenAI’s chat completions use <code>${origin}/v1</code>.</p>
      </header>
      ${contents(operations)}
      ${operations.map((one) => operationSection(one, document, origin))}
      ${errorSection(operations)}
      <h2>Schemas</h2>
      ${Object.entries(document.components.schemas).map(
        ([name, schema]) => html`<section id="${schemaAnchor(name)}" class="schema">
        <h3>${name}</h3>
        ${schema.description === undefined ? '' : html`<p>${inlineCode(schema.description)}</p>`}
        ${schema.properties === undefined ? html`<p class="type">${typeView(schema)}</p>` : ''}
        ${fieldsView(schema)}
      </section>
`,
      )}
    </main>
  </body>
</html>`
}

const contents = (operations: readonly NamedOperation[]) => html`<nav aria-label="Operations">
        <ul>${operations.map(
          ({ anchor, name, operation }) =>
            html`<li><a href="#${anchor}"><code>${name}</code></a> ${operation.summary}</li>`,
        )}</ul>
      </nav>`

function operationSection(one: NamedOperation, document: ApiDocument, origin: string) {
  const { anchor, name, operation } = one
  return html`<section id="${anchor}">
        <h2><code>${name}</code></h2>
        <p><strong>${operation.summary}.</strong> ${inlineCode(operation.description ?? '')}</p>
        ${requestView(one, document)}
        <h3>Example</h3>
        <pre tabindex="0" aria-label="Example of ${name}"><code>${exampleCommand(one, origin)}</code></pre>
        <h3>Response</h3>
        ${Object.entries(operation.responses)
          .filter(([status]) => status.startsWith('2'))
          .map(([status, response]) => responseView(status, response))}
      </section>
`
}

function requestView({ operation: { parameters = [], requestBody } }: NamedOperation, document: ApiDocument) {
  const schema = requestBody?.content['application/json']?.schema
  if (schema !== undefined)
    return html`<h3>Request: ${typeView(schema)}</h3>${fieldsView(resolvedSchema(schema, document))}`
  if (parameters.length === 0) return ''
  return html`<h3>Parameters</h3>
        <dl class="fields">${parameters.map(({ name, schema, required }) => fieldView(name, schema, required ?? false))}</dl>`
}

const responseView = (status: string, { description, content = {} }: ApiResponse) => html`<p><code>${status}</code>
        ${inlineCode(description)}: ${Object.entries(content).map(
          ([mediaType, { schema }], i) => html`${i > 0 ? ', ' : ''}<code>${mediaType}</code> (${typeView(schema)})`,
        )}</p>`

/** Errors are the same everywhere, so that they are told once. */
function errorSection(operations: readonly NamedOperation[]) {
  const responses = operations
    .filter(({ path }) => path.startsWith('/api/'))
    .flatMap(({ operation }) => Object.entries(operation.responses))
  const errors = new Map(responses.filter(([status]) => !status.startsWith('2')))
  return html`<section id="errors">
        <h2>Errors</h2>
        <p>Any operation may answer with a problem (RFC 9457) instead, <code>application/problem+json</code>: <a href="#${schemaAnchor('Problem')}">Problem</a>. Its <code>code</code> is stable.</p>
        <dl class="fields">${[...errors].sort().map(
          ([status, { description }]) => html`<dt><code>${status}</code></dt>
<dd>${description}</dd>
`,
        )}</dl>
      </section>
`
}
