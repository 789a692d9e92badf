import { html } from 'hono/html'

/** A text whose backticks mark code. */
export const inlineCode = (text: string) =>
  text.split('`').map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : part))
