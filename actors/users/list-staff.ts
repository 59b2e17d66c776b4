import { asc, inArray } from 'drizzle-orm'
import { users } from '#db/users/schema.ts'
import type * as subject from '#subjects/users.ts'
import type { Handler } from '../actor.ts'
import type { Tools } from './tools.ts'

/** Who works here. */
export const listStaff: Handler<typeof subject.listStaff, Tools> = async (_input, { db }) => {
  const staff = await db
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.role, ['staff', 'admin']))
    .orderBy(asc(users.id))
  return { userIds: staff.map(({ id }) => id) }
}
