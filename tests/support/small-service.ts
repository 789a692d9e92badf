import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Attest } from '../../src/attest.js'
import { type Config, loadConfig } from '../../src/config.js'
import { createAttest, type ServiceOptions } from '../../src/service.js'

export interface SmallService {
  readonly attest: Attest
  readonly config: Config
  readonly corpus: string
  close(): Promise<void>
}

/** A real service on a corpus of the given files, in a temporary folder; nothing is ingested yet. */
export function serviceOn(
  files: Readonly<Record<string, string>>,
  settings: NodeJS.ProcessEnv = {},
  options: ServiceOptions = {},
): SmallService {
  const folder = mkdtempSync(path.join(tmpdir(), 'attest-service-'))
  const corpus = path.join(folder, 'corpus')
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(corpus, name)), { recursive: true })
    writeFileSync(path.join(corpus, name), content)
  }
  mkdirSync(corpus, { recursive: true })
  const config = loadConfig(
    {
      ATTEST_CORPUS_DIR: corpus,
      ATTEST_INDEX_DIR: path.join(folder, 'index'),
      ATTEST_INFERENCE_PROCESSES: '1',
      ATTEST_LOG_LEVEL: 'silent',
      ...settings,
    },
    folder,
  )
  const attest = createAttest(config, options)
  return {
    attest,
    config,
    corpus,
    async close() {
      await attest.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Five short articles about different things, in three formats. */
export const smallCorpus: Readonly<Record<string, string>> = {
  'lighthouse.md': `---
title: The lighthouse at Skerry Point
author: Nora Vale
publisher: Coast Review
date: 2026-02
tags: [sea, towers]
language: en
url: https://example.org/lighthouse
---

The lighthouse at Skerry Point was built in 1871 by the engineer Thomas Orde. Its lamp burned whale oil until 1903.

## The keeper

The last keeper, Ines Duarte, left the tower in 1968. Since then a timer switches the lamp on at dusk.
`,
  'bees.md': `---
title: How bees keep warm
author: Tom Hale
date: 2025-11-03
language: en
---

In winter honey bees gather in a ball around their queen. The bees on the outside change places with those inside, so that none of them freezes.

A colony eats about fifteen kilograms of honey between October and March.
`,
  'bread.txt': `Why sourdough rises slowly

By Lena Brandt, March 3, 2026

Wild yeast divides more slowly than the yeast that bakers buy. A loaf of sourdough therefore needs eight to twelve hours to rise.

The acid that the bacteria make keeps the loaf from going mouldy for several days.
`,
  'tram.html': `<!doctype html><html lang="en"><head><title>The tram of Altdorf</title>
<meta name="author" content="Jo Meier"><meta property="article:published_time" content="2024-06-01T08:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>The tram of Altdorf</h1>
<p>The first tram of Altdorf ran on 12 May 1906 between the station and the monument. It carried nine hundred people on its first day, which was more than the operators had expected.</p>
<p>The line closed in 1951 because buses were cheaper to run. Its last car stands in the town museum, where visitors may sit in it.</p>
</article></body></html>`,
  'undated.md': `# Notes on knots

A bowline does not slip under load and is easy to untie afterwards. Sailors tie it in the end of a mooring line.
`,
}
