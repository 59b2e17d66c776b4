import { count, eq, isNull, min } from 'drizzle-orm'
import { outbox } from '#db/messages.ts'
import type { Own } from './databases.ts'

/** What a database has not said yet. */
export type Outbox = { readonly outbox: string; readonly unpublished: number; readonly oldest: string }

/** What waits in each of these databases to be published. */
export function outboxesOf(databases: readonly Own[]): Promise<readonly Outbox[]> {
  return Promise.all(
    databases.map(async ({ actor, db }) => {
      const [row] = await db
        .select({ waiting: count(), oldest: min(outbox.createdAt) })
        .from(outbox)
        .where(isNull(outbox.publishedAt))
      return { outbox: actor, unpublished: row?.waiting ?? 0, oldest: row?.oldest?.toISOString().slice(0, 19) ?? '-' }
    }),
  )
}

/** How many events of a stream these databases have, and how many of them are out. */
export async function countOf(databases: readonly Own[], stream: string): Promise<{ all: number; published: number }> {
  const counts = await Promise.all(
    databases.map(async ({ db }) => {
      const [row] = await db
        .select({ all: count(), published: count(outbox.publishedAt) })
        .from(outbox)
        .where(eq(outbox.stream, stream))
      return row ?? { all: 0, published: 0 }
    }),
  )
  return {
    all: counts.reduce((sum, { all }) => sum + all, 0),
    published: counts.reduce((sum, { published }) => sum + published, 0),
  }
}
