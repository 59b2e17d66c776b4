import { and, eq } from 'drizzle-orm'
import type { DatabaseName } from '#db/databases.ts'
import { parkingLot } from '#db/messages.ts'
import type { Bus } from '#subjects/bus.ts'
import { systemCaller } from '#subjects/envelope.ts'
import { replayEvent, replayTooSoon } from '#subjects/provisioner.ts'
import { CannotStart } from '../run.ts'
import type { Own } from './databases.ts'

/** An event in the database of the actor that gave up on it. */
export type ParkedEvent = typeof parkingLot.$inferSelect & { readonly actor: DatabaseName }

/** What is parked, oldest first; `everything` includes what was replayed or discarded since. */
export async function listParked(
  lots: readonly Own[],
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
export async function replay(lots: readonly Own[], event: ParkedEvent, bus: Pick<Bus, 'as'>): Promise<void> {
  const { messageId: id, subject, headers, body, durable } = event
  await settle(lots, { id, durable, status: 'replayed' }, async () => {
    const whole = {
      durable,
      id,
      subject,
      source: headers['ce-source'] ?? '',
      time: headers['ce-time'] ?? '',
      aggregateId: headers['ce-subject'] ?? '',
      aggregateVersion: Number(headers['ce-sequence']) || 0,
      headers,
      body,
    }
    // Tools may publish no event but their own: the provisioner does it, for the consumer that parked it and no other.
    await bus
      .as(systemCaller('tools'))
      .request(replayEvent, whole)
      .catch((error: unknown) => {
        const wait = 'The stream got this event less than two minutes ago and takes no copy of it yet; wait'
        throw replayTooSoon.matches(error) ? new CannotStart(wait) : error
      })
  })
}

/** Gives a parked event up for good. */
export async function discard(lots: readonly Own[], { messageId: id, durable }: ParkedEvent): Promise<void> {
  await settle(lots, { id, durable, status: 'discarded' }, async () => {})
}

/** Marks an event in every lot it stands in, if `work` succeeds: it runs while the marks wait to be committed. */
async function settle(
  [lot, ...others]: readonly Own[],
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
