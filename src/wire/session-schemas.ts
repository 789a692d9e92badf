import { z } from '@hono/zod-openapi'
import { scopes } from '../web-security/api-keys.js'

export const SignInRequest = z
  .strictObject({ key: z.string().trim().min(1).max(1_000).openapi({ description: 'One of `ATTEST_API_KEYS`' }) })
  .openapi('SignInRequest')

export const Session = z
  .object({
    required: z.boolean().openapi({ description: 'Whether keys are set, so that a key or a session is needed' }),
    signedIn: z
      .boolean()
      .openapi({ description: 'Whether a request like this one is let in; true where none is needed' }),
    scopes: z
      .array(z.enum(scopes))
      .readonly()
      .openapi({ description: 'What such a request may do; all of them where no key is needed' }),
    expiresAt: z
      .string()
      .nullable()
      .openapi({ description: 'When the session ends, ISO 8601; null where the request has none' }),
  })
  .openapi('Session')
