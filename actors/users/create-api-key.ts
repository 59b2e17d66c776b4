import { apiKeys } from '#db/users/schema.ts'
import { hashApiKey, newApiKey, prefixOf } from '#subjects/api-key.ts'
import { Replayed } from '#subjects/bus.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/users.ts'
import type { OutputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { readInstant } from '../instant.ts'
import { toApiKey } from './api-key.ts'
import type { Tools } from './tools.ts'

type Created = OutputOf<typeof subject.createApiKey>

/** Makes an API key and shows its secret. What is kept to answer a repeated request holds the secret sealed under our key. */
export const createApiKey: Handler<typeof subject.createApiKey, Tools> = async (input, context) => {
  const { apiKeySecrets, caller, log, now } = context
  const [id, createdAt] = [newId('key'), now()]
  const { name, scopes, apiVersion = null } = input
  const secret = newApiKey(apiKeySecrets.mode)
  const row = { id, name, scopes, apiVersion, createdAt, createdBy: caller.id, prefix: prefixOf(secret) }

  const kept = await context.once(async (tx): Promise<Created> => {
    const expiresAt = input.expiresAt === undefined ? null : endOf(input.expiresAt, createdAt)
    const [made] = await tx
      .insert(apiKeys)
      .values({ ...row, expiresAt, hash: hashApiKey(secret) })
      .returning()
    if (!made) throw new Error('The API key was not kept')
    return { ...toApiKey(made), secret: apiKeySecrets.seal(secret, id) }
  })
  const opened = (created: Created): Created => ({ ...created, secret: apiKeySecrets.open(created.secret, created.id) })
  if (kept instanceof Replayed) return new Replayed(opened(kept.output as Created)) as unknown as Created
  log.info({ apiKey: id, by: caller.id, scopes }, 'an API key was made')
  return opened(kept)
}

function endOf(expiresAt: string, now: Date): Date {
  const end = readInstant(expiresAt, '/expiresAt')
  if (end > now) return end
  const detail = 'must be in the future'
  throw subject.endPassed(undefined, { errors: [{ pointer: '/expiresAt', code: 'past', detail }] })
}
