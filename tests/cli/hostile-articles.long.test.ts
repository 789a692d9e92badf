import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { attest, makeWorkspace } from './run-attest.js'

/** Clears the screen, names the window, colours, goes back over the line, turns text around, hides it. */
const hostile = [
  '\u001b[2J',
  '\u001b]0;owned\u0007',
  '\u001b]8;;https://evil.example\u001b\\',
  '\u009b31m',
  '\rforged',
  '\b\b\b',
  '\u007f',
  '\u202egnp\u202c',
  '\u2066\u2069',
  '\u061c',
  '\u2028',
  '\ufff9',
  '\u{e0041}',
].join('')
const raw =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\u{e0000}-\u{e007f}]/u

const yaml = (text: string) =>
  JSON.stringify(text).replace(/[\u007f-\u009f]/g, (unit) => `\\x${unit.charCodeAt(0).toString(16)}`)
const sentence = `The drawbridge of Arle was raised ${hostile} by two grey oxen in the year 1702.`
const quotation = 'The drawbridge of Arle was raised by three grey oxen in the year 1702.'
const workspace = makeWorkspace({
  'bridge.md': `---
title: ${yaml(`The drawbridge ${hostile} of Arle`)}
author: ${yaml(`Nora ${hostile} Vale`)}
publisher: ${yaml(`Coast ${hostile} Review`)}
tags: [${yaml(`sea${hostile}`)}]
status: retracted
---

## Its oxen ${hostile}

${sentence} ${'They were fed at dusk. '.repeat(10)}
`,
  'gate.html': `<html><head><title>The gate &#27;[31m of Arle</title><meta name="author" content="Jo &#x9b;31m&#x202e; Meier"></head>
<body><article><h1>The gate &#27;[31m of Arle</h1><p>The gate of Arle was hung &#27;[2J&#8238; in 1790 by a smith.</p></article></body></html>`,
})
const draft = path.join(workspace.folder, 'draft.md')
writeFileSync(draft, `Vale writes that “${quotation}” The gate of Arle was hung in 1791 by a smith ${hostile}.\n`)

beforeAll(async () => {
  const { code, stdout, stderr } = await attest(['ingest'], workspace.settings)
  expect(code, stdout + stderr).toBe(0)
  expect(stdout + stderr).not.toMatch(raw)
})
afterAll(workspace.remove)

const commands: readonly [string, ...string[]][] = [
  ['ask', 'By what was the drawbridge of Arle raised?'],
  ['search', 'drawbridge of Arle oxen'],
  ['cite', 'The drawbridge of Arle was raised by two grey oxen.'],
  ['verify', quotation],
  ['check', draft],
  ['inspect', path.join(workspace.corpus, 'bridge.md')],
  ['inspect', path.join(workspace.corpus, 'gate.html')],
]

describe.each(commands)('%s %s', (...args) => {
  test('shows the words of a hostile article, and nothing that a terminal would obey', async () => {
    const { stdout, stderr, code } = await attest(args, workspace.settings)
    expect(code, stderr).toBeLessThan(2)
    expect(stdout).toMatch(/Arle/)
    expect(stdout + stderr).not.toMatch(raw)
  })

  test('keeps them in JSON, escaped', async () => {
    const { stdout, stderr } = await attest([...args, '--json'], workspace.settings)
    expect(stdout + stderr).not.toMatch(raw)
    expect(JSON.stringify(JSON.parse(stdout))).toMatch(/\u202e/)
  })
})

test('a mistyped word of whoever calls it is shown harmless as well', async () => {
  const { code, stdout, stderr } = await attest([`as${hostile}k`], workspace.settings)
  expect(code).toBe(2)
  expect(stderr).toMatch(/There is no command/)
  expect(stdout + stderr).not.toMatch(raw)
})
