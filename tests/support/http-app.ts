import type { Attest } from '../../src/attest.js'
import { type AppParts, createApp } from '../../src/http/app.js'
import type { App } from '../../src/http/app-type.js'

/** The HTTP door over a service: without keys, pages and log unless `parts` has them. */
export const httpApp = (attest: Attest, parts: Partial<AppParts> = {}): App =>
  createApp({
    attest,
    allowedHosts: new Set(['127.0.0.1']),
    apiKeys: [],
    staticFiles: new Map(),
    log: { error: () => {} },
    ...parts,
  })
