import { and, asc, eq, getTableColumns, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import type { Envelope } from '#subjects/envelope.ts'

type Stored = typeof sagas.$inferSelect

/** A saga as it stands. `ageMs` is by the database's clock, the only one that all instances share. */
export type SagaRow = Stored & { readonly ageMs: number }
export type SagaState = Stored['state']

/** Where a saga is to stand next, if it still stands at `version`. `rest` puts it down for `delayMs`; otherwise it stays held. */
export type Move = Pick<
  Stored,
  'id' | 'version' | 'signals' | 'state' | 'step' | 'problem' | 'attempt' | 'lastError'
> & {
  /** What it knows, if that changed. */
  readonly data?: Stored['data']
  readonly rest: boolean
  readonly delayMs: number
}

/** How long a saga stays out of reach after its holder died. Holders renew it, so a step may take longer. */
const leaseSeconds = 10
const live: SagaState[] = ['running', 'waiting', 'undoing']
const leaseEnd = sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`
const unheld = () => or(isNull(sagas.leaseUntil), lt(sagas.leaseUntil, sql`clock_timestamp()`))
const row = () => ({
  ...getTableColumns(sagas),
  ageMs: sql<number>`(extract(epoch from clock_timestamp() - ${sagas.createdAt}) * 1000)::float8`,
})

type NewSaga = Pick<Stored, 'id' | 'name' | 'step' | 'data'> & { readonly envelope: Envelope; readonly owner: string }

/** Records a saga at its first step, held by `owner`. */
export async function insertSaga(tx: Tx, { owner, ...saga }: NewSaga): Promise<void> {
  await tx
    .insert(sagas)
    .values({ ...saga, state: 'running', leaseOwner: owner, leaseUntil: leaseEnd, nextAt: sql`clock_timestamp()` })
}

/** Takes hold of a saga unless somebody else holds it, it has ended, or it rests. */
export async function claimSaga(
  db: Db,
  { id, name, owner }: { id: string; name: string; owner: string },
): Promise<SagaRow | null> {
  const due = and(unheld(), lt(sagas.nextAt, sql`clock_timestamp()`))
  const [claimed] = await db
    .update(sagas)
    .set({ leaseOwner: owner, leaseUntil: leaseEnd, version: sql`${sagas.version} + 1` })
    .where(
      and(eq(sagas.id, id), eq(sagas.name, name), inArray(sagas.state, live), or(eq(sagas.leaseOwner, owner), due)),
    )
    .returning(row())
  return claimed ?? null
}

/** Keeps hold of sagas whose step takes long. */
export async function renewLeases(db: Db, owner: string, ids: readonly string[]): Promise<void> {
  await db
    .update(sagas)
    .set({ leaseUntil: leaseEnd })
    .where(and(inArray(sagas.id, [...ids]), eq(sagas.leaseOwner, owner)))
}

/** Sagas whose time has come and that nobody holds, the longest overdue first. */
export async function dueSagas(db: Db, name: string, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: sagas.id })
    .from(sagas)
    .where(and(eq(sagas.name, name), inArray(sagas.state, live), lt(sagas.nextAt, sql`clock_timestamp()`), unheld()))
    .orderBy(asc(sagas.nextAt))
    .limit(most)
  return rows.map(({ id }) => id)
}

/** Makes a saga that waits for somebody outside look again now, in the transaction that learned why. Says whether one waits. */
export async function signalSaga(tx: Tx, id: string): Promise<boolean> {
  const signalled = await tx
    .update(sagas)
    .set({ nextAt: sql`clock_timestamp()`, signals: sql`${sagas.signals} + 1` })
    .where(and(eq(sagas.id, id), inArray(sagas.state, live)))
    .returning({ state: sagas.state })
  return signalled.some(({ state }) => state === 'waiting')
}

export async function stateOf(db: Db | Tx, id: string): Promise<SagaState> {
  const [found] = await db.select({ state: sagas.state }).from(sagas).where(eq(sagas.id, id))
  if (!found) throw new Error(`There is no saga ${id}`)
  return found.state
}

/** Moves sagas in one statement, each only if nobody moved it first; null in the place of one that somebody did. */
export async function saveMoves(db: Db | Tx, owner: string, moves: readonly Move[]): Promise<(SagaRow | null)[]> {
  const wanted = JSON.stringify([...moves].sort((a, b) => (a.id < b.id ? -1 : 1)))
  const columns = sql`id text, version int, signals int, state text, step text, data jsonb, problem jsonb, attempt int, "lastError" text, rest boolean, "delayMs" float8`
  const moved = await db
    .update(sagas)
    .set({
      state: sql`move.state`,
      step: sql`move.step`,
      data: sql`coalesce(move.data, ${sagas.data})`,
      problem: sql`move.problem`,
      attempt: sql`move.attempt`,
      lastError: sql`move."lastError"`,
      version: sql`${sagas.version} + 1`,
      leaseOwner: sql`case when move.rest then null else ${owner} end`,
      leaseUntil: sql`case when move.rest then null else ${leaseEnd} end`,
      nextAt: sql`clock_timestamp() + make_interval(secs =>
        case when ${sagas.signals} = move.signals then move."delayMs" / 1000 else 0 end)`,
      updatedAt: sql`clock_timestamp()`,
    })
    .from(sql`jsonb_to_recordset(${wanted}::jsonb) as move (${columns})`)
    .where(and(eq(sagas.id, sql`move.id`), eq(sagas.version, sql`move.version`)))
    .returning(row())
  const byId = new Map(moved.map((found) => [found.id, found]))
  return moves.map(({ id }) => byId.get(id) ?? null)
}
