import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadPrompt } from '../../src/prompts/prompt.js'

const folder = mkdtempSync(path.join(tmpdir(), 'attest-prompts-'))
afterAll(() => rmSync(folder, { recursive: true }))

function load(source: string) {
  const file = path.join(folder, 'greet.md')
  writeFileSync(file, source)
  return loadPrompt(file, { system: [], user: ['name'] })
}

const head = '---\npurpose: Greets somebody.\nvariables:\n  name: Whom.\n---\n'

test('a part is filled once: what stands in a value is not replaced again', async () => {
  const prompt = await load(`${head}\n# system\n\nBe kind.\n\n# user\n\nGreet {{name}}, {{name}}!\n`)
  expect(prompt.purpose).toBe('Greets somebody.')
  expect(prompt.fill('system', {})).toBe('Be kind.')
  expect(prompt.fill('user', { name: '$& {{name}}' })).toBe('Greet $& {{name}}, $& {{name}}!')
})

test('lines may end as on Windows', async () => {
  const prompt = await load(`${head}\n# system\nBe\nkind.\n\n# user\n{{name}}`.replaceAll('\n', '\r\n'))
  expect(prompt.fill('system', {})).toBe('Be\nkind.')
})

test.each([
  ['without front matter', '# system\nBe kind.\n# user\n{{name}}\n', /front matter/],
  ['without a purpose', '---\nvariables:\n  name: Whom.\n---\n# system\n\n# user\n{{name}}', /purpose/],
  ['without a part', `${head}# system\nBe kind.\n`, /expected the parts to be system, user, but they are system/],
  ['with a part too many', `${head}# system\n# user\n{{name}}\n# tool\n`, /but they are system, tool, user/],
  ['without a variable', `${head}# system\n# user\nGreet.\n`, /part "user" to be name, but they are \./],
  ['with an unknown variable', `${head}# system\n# user\n{{name}} {{nmae}}\n`, /name, nmae/],
  [
    'with a variable that it does not explain',
    `${head.replace('name:', 'nmae:')}# system\n# user\n{{name}}`,
    /front matter to be name, but they are nmae/,
  ],
])('a file %s is refused', async (_, source, message) => {
  const loading = load(source)
  await expect(loading).rejects.toMatchObject({
    code: 'PROMPT_INVALID',
    message: expect.stringMatching(/^greet\.md: /),
  })
  await expect(loading).rejects.toThrow(message)
})

test('a file that is missing is refused', async () => {
  await expect(loadPrompt(path.join(folder, 'none.md'), { system: [] })).rejects.toMatchObject({
    code: 'PROMPT_INVALID',
  })
})
