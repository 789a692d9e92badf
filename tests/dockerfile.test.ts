import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const dockerfile = readFileSync(path.join(root, 'Dockerfile'), 'utf8')

test('the Dockerfile removes no file that a package is entered by', () => {
  const removed = [...dockerfile.matchAll(/rm -rf ((?:node_modules\/\S+ ?)+)/g)].flatMap((match) =>
    match[1]!.trim().split(' '),
  )
  const thinned = [...dockerfile.matchAll(/find (node_modules\/\S+) -type f ! -name (\S+) -delete/g)]
  expect(removed.length + thinned.length).toBeGreaterThan(2)
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('@xenova/transformers'))
  for (const name of ['onnxruntime-web', 'onnxruntime-node']) {
    const entry = path.relative(root, resolve(name))
    expect(removed.filter((folder) => entry.startsWith(`${folder}/`))).toEqual([])
    for (const [, folder, kept] of thinned) if (entry.startsWith(`${folder}/`)) expect(path.basename(entry)).toBe(kept)
  }
})

test('every COPY of the Dockerfile finds its source', () => {
  const ignored = readFileSync(path.join(root, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const sources = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' '))
  expect(sources.length).toBeGreaterThan(8)
  for (const source of sources) {
    expect(ignored).not.toContain(source)
    expect(() => readFileSync(path.join(root, source))).not.toThrow(/ENOENT/)
  }
})
