import { and, eq, ne, sql } from 'drizzle-orm'
import type { Parked } from '#subjects/bus.ts'
import type { Db } from './client.ts'
import { parkingLot } from './messages.ts'

/** Deaths of a process on one event after which the event, and not the process, is given up. */
const mostTrials = 3

/** Keeps an event that could not be handled. One that was replayed and failed again is parked again. */
export async function park(db: Db, event: Parked, error: unknown): Promise<void> {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const row = {
    ...rowOf(event),
    error: text.slice(0, 2_000),
    status: 'parked' as const,
    parkedAt: sql`clock_timestamp()`,
  }
  await db.insert(parkingLot).values(row).onConflictDoUpdate({ target: key, set: row })
}

/** What was kept of an event, for its replay: nobody but this database can say what was parked in it. */
export async function recall(db: Db, durable: string, id: string): Promise<Kept | undefined> {
  const isKept = and(eq(parkingLot.durable, durable), eq(parkingLot.messageId, id), ne(parkingLot.status, 'discarded'))
  const [kept] = await db.select({ headers: parkingLot.headers, body: parkingLot.body }).from(parkingLot).where(isKept)
  return kept
}

type Kept = Pick<Parked, 'headers' | 'body'>

/** Notes that an event is about to be tried that may be killing whoever tries it; parks it if that was noted too often. */
export async function suspect(db: Db, event: Parked): Promise<'try' | 'parked'> {
  const trials = sql`${parkingLot.trials} + 1`
  const status = sql`case when ${trials} > ${mostTrials} then 'parked' else 'suspect' end`
  const [noted] = await db
    .insert(parkingLot)
    .values({ ...rowOf(event), error: 'The process that tried it ended', status: 'suspect', trials: 1 })
    .onConflictDoUpdate({ target: key, set: { trials, status, parkedAt: sql`clock_timestamp()` } })
    .returning({ status: parkingLot.status })
  return noted?.status === 'parked' ? 'parked' : 'try'
}

/** Takes the note back: the process has outlived the event. */
export async function clear(db: Db, { id, durable }: Parked): Promise<void> {
  const isNoted = and(eq(parkingLot.durable, durable), eq(parkingLot.messageId, id), eq(parkingLot.status, 'suspect'))
  await db.delete(parkingLot).where(isNoted)
}

const key = [parkingLot.durable, parkingLot.messageId]
const rowOf = ({ id: messageId, ...rest }: Parked) => ({ ...rest, messageId })
