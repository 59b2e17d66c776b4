import { and, eq } from 'drizzle-orm'
import { Type } from 'typebox'
import { connectDb, type Db } from '#db/client.ts'
import { databases, type DatabaseName, urlVariable } from '#db/databases.ts'
import { parkingLot } from '#db/messages.ts'
import type { Bus } from '#subjects/bus.ts'
import { readEnv } from '../env.ts'
import { CannotStart } from '../run.ts'
import { environment } from './environment.ts'

/** Where an actor keeps the events it could not handle. */
export type Lot = { readonly actor: DatabaseName; readonly db: Db }

export type ParkedEvent = typeof parkingLot.$inferSelect & { readonly actor: DatabaseName }

const Env = Type.Object(
  Object.fromEntries(
    databases.map((name) => [urlVariable(name), Type.Optional(Type.String({ pattern: '^postgres(ql)?://' }))]),
  ),
)

/** The lots of all actors whose databases are known. */
export function openLots(stack: AsyncDisposableStack): readonly Lot[] {
  const env = readEnv(Env, environment()) as Record<string, string | undefined>
  const lots = databases.flatMap((actor) => {
    const url = env[urlVariable(actor)]
    return url ? [{ actor, db: stack.use(connectDb(url, { max: 1, name: 'tools' })).db }] : []
  })
  if (lots.length > 0) return lots
  const names = databases.map(urlVariable).join(', ')
  throw new CannotStart(`No database is known: set ${names}, or start everything here with npm start`)
}

/** What is parked, oldest first; `everything` includes what was replayed or discarded since. */
export async function listParked(
  lots: readonly Lot[],
  { id, everything = false }: { id?: string; everything?: boolean } = {},
): Promise<readonly ParkedEvent[]> {
  const wanted = and(
    id === undefined ? undefined : eq(parkingLot.messageId, id),
    everything ? undefined : eq(parkingLot.status, 'parked'),
  )
  const found = await Promise.all(
    lots.map(async ({ actor, db }) => {
      const rows = await db.select().from(parkingLot).where(wanted)
      return rows.map((row) => ({ ...row, actor }))
    }),
  )
  return found.flat().sort((a, b) => a.parkedAt.getTime() - b.parkedAt.getTime())
}

/**
 * Publishes a parked event again, as it was, for the consumer that parked it; all others drop it. If it fails again, it is
 * parked again.
 */
export async function replay(lots: readonly Lot[], event: ParkedEvent, bus: Pick<Bus, 'publish'>): Promise<void> {
  const { messageId: id, subject, headers, body, durable } = event
  await settle(lots, { id, durable, status: 'replayed' }, async () => {
    const { duplicate } = await bus.publish({
      id,
      subject,
      source: headers['ce-source'] ?? '',
      time: headers['ce-time'] ?? '',
      aggregateId: headers['ce-subject'] ?? '',
      aggregateVersion: Number(headers['ce-sequence'] ?? 0),
      headers: { ...headers, 'Replay-For': durable },
      body,
    })
    if (duplicate)
      throw new CannotStart('The stream got this event less than two minutes ago and takes no copy of it yet; wait')
  })
}

/** Gives a parked event up for good. */
export async function discard(lots: readonly Lot[], { messageId: id, durable }: ParkedEvent): Promise<void> {
  await settle(lots, { id, durable, status: 'discarded' }, async () => {})
}

/** Marks an event in every lot it stands in, if `work` succeeds: it runs while the marks wait to be committed. */
async function settle(
  [lot, ...others]: readonly Lot[],
  mark: { id: string; durable: string; status: 'replayed' | 'discarded' },
  work: () => Promise<void>,
): Promise<void> {
  if (!lot) return work()
  await lot.db.transaction(async (tx) => {
    const { id, durable, status } = mark
    const parked = and(eq(parkingLot.messageId, id), eq(parkingLot.durable, durable), eq(parkingLot.status, 'parked'))
    await tx.update(parkingLot).set({ status }).where(parked)
    await settle(others, mark, work)
  })
}
