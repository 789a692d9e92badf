import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { smallCorpus } from '../support/small-service.js'
import { attest, type Ended, makeWorkspace } from './run-attest.js'

const workspace = makeWorkspace({
  ...smallCorpus,
  'moles.md': `---\ntitle: The moles of Ebbe\nstatus: retracted\n---\n\nThe moles of Ebbe slept for forty days in one winter.\n`,
})
beforeAll(async () => {
  const { code, stdout, stderr } = await attest(['ingest'], workspace.settings)
  expect(code, stdout + stderr).toBe(0)
})
afterAll(workspace.remove)

const inWorkspace = (name: string): string => path.join(workspace.folder, name)
const check = (draft: string, ...args: string[]): Promise<Ended> => {
  writeFileSync(inWorkspace('draft.md'), draft)
  return attest(['check', inWorkspace('draft.md'), ...args], workspace.settings)
}
const sound = 'Nora Vale writes: “Its lamp burned whale oil until 1903.”\n'

test('a draft whose quotations stand as quoted ends with 0, and says what else is wanted', async () => {
  const { code, stdout, stderr } = await check(`# Light\n\n${sound}`)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toBe(
    [
      'line 3: Nora Vale writes: “Its lamp burned whale oil until 1903.”',
      '    citation missing',
      '      found in: Vale, N. (2026, February). The lighthouse at Skerry Point. Coast Review. https://example.org/lighthouse',
      '',
      '1 sentences; quotations as quoted: 1 of 1; conflicts: 0; attributions that differ: 0; citations missing: 1',
      '',
    ].join('\n'),
  )
})

test.each([
  ['altered', 'Nora Vale writes: “Its lamp burned whale oil until 1913.”', /until \[-1903-\] \{\+1913\+\}/],
  [
    'misattributed',
    'Tom Hale writes: “Its lamp burned whale oil until 1903.”',
    /not by Tom Hale[\s\S]*author differs: "Tom Hale", the article has "Nora Vale"/,
  ],
  ['not found', 'Nora Vale writes: “Its lamp was seen by whalers from Norway until the war.”', /nearest: /],
])('a quotation that is %s ends with 1 and shows why', async (verdict, draft, shown) => {
  const { code, stdout } = await check(draft)
  expect(code).toBe(1)
  expect(stdout).toContain(`quotation ${verdict}: “`)
  expect(stdout).toMatch(shown)
})

test('a conflict is shown with both sides and its source', async () => {
  const { code, stdout } = await check('A colony eats about fifty kilograms of honey between October and March.')
  expect(code).toBe(0)
  expect(stdout).toMatch(/conflicts \(number\): "fifty" here, "fifteen" in: A colony eats .*\n {6}Hale, T\. \(2025/)
})

test.each([
  ['states', 'The moles of Ebbe slept for forty days in one winter.'],
  ['conflicts with', 'The moles of Ebbe slept for fifty days in one winter.'],
  ['quotes with changes', 'It is said: “The moles of Ebbe slept for ninety days in one winter.”'],
])('what a sentence %s of a withdrawn article says so, once', async (_, draft) => {
  const { stdout } = await check(draft)
  expect(stdout.match(/RETRACTED: The moles of Ebbe has been withdrawn/g)).toHaveLength(1)
})

test('the draft with footnotes and bibliography goes into a new file, and never over one that is there', async () => {
  const noted = inWorkspace('noted.md')
  const { code } = await check(sound, '--style', 'chicago-note', '--footnoted', noted)
  expect(code).toBe(0)
  expect(readFileSync(noted, 'utf8')).toBe(
    [
      'Nora Vale writes: “Its lamp burned whale oil until 1903.”[^1]',
      '',
      '[^1]: Nora Vale, “The lighthouse at Skerry Point,” *Coast Review*, February 2026, <https://example.org/lighthouse>.',
      '',
      '## Bibliography',
      '',
      'Vale, Nora. “The lighthouse at Skerry Point.” *Coast Review*, February 2026. <https://example.org/lighthouse>.',
      '',
    ].join('\n'),
  )
  const again = await check(sound, '--footnoted', inWorkspace('draft.md'))
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('Name a new file') })
  expect(readFileSync(inWorkspace('draft.md'), 'utf8')).toBe(sound)
})

test('its JSON is what the HTTP API gives', async () => {
  const { stdout } = await check(sound, '--json')
  const { sentences, footnoted, bibliography, version } = JSON.parse(stdout)
  expect(sentences[0]).toMatchObject({ text: sound.trim(), checkable: true, missingCitation: true })
  expect([footnoted.startsWith(sound.trim()), bibliography.length, typeof version]).toEqual([true, 1, 'string'])
})

test('a draft comes from standard input too', () => {
  const program = path.join(import.meta.dirname, '../../dist/cli/main.js')
  const { status, stdout } = spawnSync(process.execPath, [program, 'check', '-', '--all'], {
    cwd: workspace.folder,
    env: { PATH: process.env.PATH, ...workspace.settings },
    input: 'Bees dance in the dark.',
    encoding: 'utf8',
  })
  expect(status).toBe(0)
  expect(stdout).toContain('line 1: Bees dance in the dark.')
})

test.each<[string, string[], RegExp]>([
  ['no file', [], /Expected one draft, received 0/],
  ['two files', ['a.md', 'b.md'], /Expected one draft, received 2/],
  ['a file that is not there', ['nowhere.md'], /nowhere\.md cannot be read: ENOENT/],
  ['a folder', [workspace.folder], /cannot be read: EISDIR/],
  ['a mistyped option', ['draft.md', '--footnotes', 'x'], /Did you mean --footnoted\?/],
  ['an unknown format', ['DRAFT', '--format', 'html'], /Expected markdown or plain/],
])('%s is refused with 2', async (_, args, message) => {
  writeFileSync(inWorkspace('draft.md'), sound)
  const given = args.map((arg) => (arg === 'DRAFT' ? inWorkspace('draft.md') : arg))
  expect(await attest(['check', ...given], workspace.settings)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(message),
  })
})

test('a draft that is no text, empty or too long is refused with 2', async () => {
  writeFileSync(inWorkspace('bytes.md'), Buffer.from([0xff, 0xfe, 0x80]))
  expect(await attest(['check', inWorkspace('bytes.md')], workspace.settings)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('it is not UTF-8'),
  })
  expect(await check(' \n')).toMatchObject({ code: 2, stderr: expect.stringContaining('has none') })
  expect(await check('Bees dance. '.repeat(20_000))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('at most 200000 characters'),
  })
})
