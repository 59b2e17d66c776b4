import { sql } from 'drizzle-orm'
import { userRegistered } from '#subjects/users.ts'
import { actor, on } from './actor.ts'

/** An actor that hears of users, for a test, and whom it has heard of: each as often as that took effect. */
export function listener() {
  const effects: string[] = []
  const heard = actor({
    name: 'notifications',
    contracts: {},
    handlers: {},
    reactions: [
      on(userRegistered, async ({ data }, { tx }) => {
        await tx.execute(sql`select 1`)
        return () => void effects.push(data.userId)
      }),
    ],
  })
  return { heard, effects }
}
