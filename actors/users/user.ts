import type { Static } from 'typebox'
import type { users } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'

/** An account as its owner sees it. */
export function toUser(row: typeof users.$inferSelect): Static<typeof subject.User> {
  const { id, email, name, role, createdAt } = row
  return { id, email, name, role, createdAt: createdAt.toISOString() }
}
