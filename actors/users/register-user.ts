import { emit } from '#db/outbox.ts'
import { refuseWeakPassword } from '#db/users/password-rules.ts'
import { users } from '#db/users/schema.ts'
import { normalizeEmail } from '#subjects/common.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'
import { toUser } from './user.ts'

/** Creates an account. Of two that want one address at once, the database lets one have it. */
export const registerUser: Handler<typeof subject.registerUser, Tools> = async (input, context) => {
  const email = normalizeEmail(input.email)
  const name = oneLine(input.name)
  refuseWeakPassword(input.password, email)
  const passwordHash = await context.hashing.hash(input.password)
  const now = context.now()

  return context.transaction(async (tx) => {
    const [user] = await tx
      .insert(users)
      .values({ id: newId('usr'), email, name, passwordHash, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning()
    if (!user) throw subject.emailTaken()
    await emit(tx, subject.userRegistered, { id: user.id, version: user.version, data: { userId: user.id } })
    return toUser(user)
  })
}

/** A name stands in greetings and mail headers, where a line break would begin something else. */
const oneLine = (name: string) => name.replaceAll(/\s+/g, ' ').trim()
