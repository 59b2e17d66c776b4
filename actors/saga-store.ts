import { and, asc, eq, getTableColumns, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { anyOf, json } from '#db/parameters.ts'
import type { Envelope } from '#subjects/envelope.ts'

type Stored = typeof sagas.$inferSelect

/** A saga as it stands. `ageMs` is by the database's clock, the only one that all instances share. */
export type SagaRow = Stored & { readonly ageMs: number }

/**
 * - `running`: its steps are taken, one after the other.
 * - `waiting`: its step is for somebody outside to finish; a signal, or time, makes it look again.
 * - `undoing`: it was refused, and what its steps did is taken back, the last one first.
 * - `done`, `undone`: it has ended.
 * - `needs_attention`: an undo, or a step past the pivot, was refused. A person decides.
 */
export type SagaState = Stored['state']

/** Where a saga is to stand next, if it still stands at `version`. `release` gives up the lease, and anybody may go on after `delayMs`. */
export type Move = Pick<
  Stored,
  'id' | 'version' | 'signals' | 'state' | 'step' | 'problem' | 'attempt' | 'lastError'
> & {
  /** What it knows, if that changed. */
  readonly data?: Stored['data']
  readonly release: boolean
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

/** A saga by name, and the steps this version of it knows: one that stands elsewhere is left to a version that does. */
export type Kind = { readonly name: string; readonly steps: readonly string[] }

const isKind = ({ name, steps }: Kind) => and(eq(sagas.name, name), inArray(sagas.step, [...steps]))

/** New work, and what it is about. */
export type NewSaga = Pick<Stored, 'id' | 'data'> & { readonly envelope: Envelope }

/** Records sagas at their first step, held by `owner`, who may go on with them as soon as that is committed. */
export async function insertSagas(
  tx: Tx,
  { name, steps: [step = ''] }: Kind,
  { owner, begun }: { owner: string; begun: readonly NewSaga[] },
): Promise<ReadonlyMap<string, SagaRow>> {
  const rows = await tx.execute<{ id: string; at: string }>(sql`
    insert into sagas (id, name, state, step, data, envelope, lease_owner, lease_until, next_at)
    select id, ${name}, 'running', ${step}, data, envelope, ${owner}, ${leaseEnd}, clock_timestamp()
    from jsonb_to_recordset(${json(begun)}) as begun (id text, data jsonb, envelope jsonb)
    returning id, created_at as at`)
  const times = new Map(rows.map(({ id, at }) => [id, new Date(at)]))
  return new Map(
    begun.map((saga) => [
      saga.id,
      { ...untouched, ...saga, ...timesOf(times.get(saga.id)), name, step, leaseOwner: owner },
    ]),
  )
}

/** What is the same about every saga that nobody has moved yet. */
const untouched = {
  state: 'running',
  problem: null,
  attempt: 0,
  lastError: null,
  version: 1,
  leaseUntil: null,
  nextAt: null,
  signals: 0,
  ageMs: 0,
} as const

const timesOf = (at = new Date(0)) => ({ createdAt: at, updatedAt: at })

/** Takes hold of sagas, of each unless somebody else holds it, it has ended, or it rests: then there is null in its place. */
export async function claimSagas(
  db: Db,
  kind: Kind,
  { ids, owner }: { ids: readonly string[]; owner: string },
): Promise<(SagaRow | null)[]> {
  const due = and(unheld(), lt(sagas.nextAt, sql`clock_timestamp()`))
  const claimed = await db
    .update(sagas)
    .set({ leaseOwner: owner, leaseUntil: leaseEnd, version: sql`${sagas.version} + 1` })
    .where(
      and(
        sql`${sagas.id} in (${locked(ids)})`,
        isKind(kind),
        inArray(sagas.state, live),
        or(eq(sagas.leaseOwner, owner), due),
      ),
    )
    .returning(row())
  const byId = new Map(claimed.map((found) => [found.id, found]))
  return ids.map((id) => byId.get(id) ?? null)
}

/** Keeps hold of sagas whose step takes long. One that is being moved at this moment is renewed by that. */
export async function renewLeases(db: Db, owner: string, ids: readonly string[]): Promise<void> {
  await db.execute(sql`
    update ${sagas} set lease_until = ${leaseEnd} where id in (
      select id from ${sagas} where id in ${anyOf(ids)} and lease_owner = ${owner} for update skip locked)`)
}

/** Sagas whose time has come and that nobody holds, the longest overdue first. */
export async function dueSagas(db: Db, kind: Kind, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: sagas.id })
    .from(sagas)
    .where(and(isKind(kind), inArray(sagas.state, live), lt(sagas.nextAt, sql`clock_timestamp()`), unheld()))
    .orderBy(asc(sagas.nextAt))
    .limit(most)
  return rows.map(({ id }) => id)
}

/**
 * Makes sagas that wait at `step` for somebody outside look again now, in the transaction that learned why; one that is just
 * about to wait there will not. Says whether any waits.
 */
export async function signalSagas(tx: Tx, ids: readonly string[], step: string): Promise<boolean> {
  const signalled = await tx.execute<{ state: SagaState }>(sql`
    update ${sagas} set next_at = clock_timestamp(), signals = signals + 1 where id in (${locked(ids, step)})
    returning state`)
  return signalled.some(({ state }) => state === 'waiting')
}

/** What is written to a saga that goes another way from now on: whoever holds it loses it, and anybody may go on at once. */
export const takenAway = {
  attempt: 0,
  version: sql`${sagas.version} + 1`,
  signals: sql`${sagas.signals} + 1`,
  leaseOwner: null,
  leaseUntil: null,
  nextAt: sql`clock_timestamp()`,
  updatedAt: sql`clock_timestamp()`,
}

/**
 * Has sagas of this kind undone, beginning with the step they are at. Whoever holds one loses it: what they still do of that
 * step comes later than its undo, which expects that.
 */
export async function turnBack(
  tx: Tx,
  kind: Kind,
  { ids, problem }: { readonly ids: readonly string[]; readonly problem: object },
): Promise<ReadonlySet<string>> {
  const turned = await tx
    .update(sagas)
    .set({ state: 'undoing', problem, ...takenAway })
    .where(and(sql`${sagas.id} in (${locked(ids)})`, isKind(kind), inArray(sagas.state, ['running', 'waiting'])))
    .returning({ id: sagas.id })
  return new Set(turned.map(({ id }) => id))
}

/** Sagas that can still be told something, locked in one order everywhere, so that nobody waits in a circle. */
const locked = (ids: readonly string[], step?: string) => sql`
  select id from ${sagas} where id in ${anyOf(ids)} and state in ('running', 'waiting', 'undoing')
    ${step === undefined ? sql`` : sql`and step = ${step}`} order by id for update`

export async function stateOf(db: Db | Tx, id: string): Promise<SagaState> {
  const [found] = await db.select({ state: sagas.state }).from(sagas).where(eq(sagas.id, id))
  if (!found) throw new Error(`There is no saga ${id}`)
  return found.state
}

/** Moves sagas in one statement, each only if nobody moved it first; null in the place of one that somebody did. */
export async function saveMoves(db: Db | Tx, owner: string, moves: readonly Move[]): Promise<(SagaRow | null)[]> {
  const ids = moves.map(({ id }) => id)
  const columns = sql`id text, version int, signals int, state text, step text, data jsonb, problem jsonb, attempt int, "lastError" text, release boolean, "delayMs" float8`
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
      leaseOwner: sql`case when move.release then null else ${owner} end`,
      leaseUntil: sql`case when move.release then null else ${leaseEnd} end`,
      nextAt: sql`clock_timestamp() + make_interval(secs =>
        case when ${sagas.signals} = move.signals then move."delayMs" / 1000 else 0 end)`,
      updatedAt: sql`clock_timestamp()`,
    })
    .from(sql`jsonb_to_recordset(${json(moves)}) as move (${columns})`)
    .where(and(eq(sagas.id, sql`move.id`), eq(sagas.version, sql`move.version`), sql`${sagas.id} in (${locked(ids)})`))
    .returning(row())
  const byId = new Map(moved.map((found) => [found.id, found]))
  return moves.map(({ id }) => byId.get(id) ?? null)
}
