import { z } from '@hono/zod-openapi'
import { errorCodes } from '../errors.js'
import { IngestProgress, orNull } from './schemas.js'
import { LastIngestion } from './status-schemas.js'

/** No path and no address: what is ingested is the operator's to say. */
export const IngestRequest = z.strictObject({}).openapi('IngestRequest', { description: 'An empty object' })

export const IngestionRun = z
  .object({
    id: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    startedAt: z.string().openapi({ description: 'ISO 8601, UTC' }),
    progress: orNull(IngestProgress),
    result: orNull(LastIngestion),
    code: z.enum(errorCodes).nullable().openapi({ description: 'Why it failed' }),
    pinned: z
      .string()
      .nullable()
      .openapi({ description: 'The version that is served all the same, because it is pinned' }),
  })
  .openapi('IngestionRun')
