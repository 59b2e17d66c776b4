import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import { insertFacts, type outboxRow } from '#db/outbox.ts'
import { json } from '#db/parameters.ts'
import { payments } from '#db/payments/schema.ts'
import type { Context } from '../actor.ts'
import { batching } from '../batching.ts'
import type { PaymentRow } from './converge.ts'
import { type CallRow, justBegun, type NewCall } from './provider-call.ts'
import { leaseEnd, type Standing, standingsOf } from './standing.ts'

/** Reads and writes payments: whatever is to be read or written of several at the same time is one statement. */
export type PaymentStore = {
  /** Opens an order's payment with its first call; says when, or null if there is one already. */
  readonly open: (payment: PaymentRow, call: NewCall) => Promise<CallRow | null>
  readonly standingOf: (orderId: string) => Promise<Standing | null>
  /**
   * Writes what was decided about a payment, if it still is as it was read: all of it in one statement, so that no lock is
   * held while anybody thinks. Says how its next call was begun; null if somebody else was faster, and nothing is written.
   */
  readonly save: (before: PaymentRow, writing: Writing, context: Context) => Promise<Saved | null>
}

type Saved = { readonly call: CallRow | undefined }

/** What is to be written of one payment: its row, what is learned about a call, the call that comes next, and what the world is told. */
export type Writing = {
  /** As it is to be. Of whom it is held and when to look again the database's clock decides. */
  readonly payment: PaymentRow
  readonly lease: 'taken' | 'dropped' | 'kept'
  /** When somebody has to look at it again: null for never, undefined for whenever it was going to be. */
  readonly due?: Due | null | undefined
  readonly noted?: CallNote | undefined
  readonly next?: NewCall | undefined
  readonly told?: readonly ReturnType<typeof outboxRow>[] | undefined
}

/** After a time; or the later the older it is, but not before a few seconds. */
export type Due = { readonly inMs: number } | { readonly soonestSeconds: number }

/** What is learned about a call. */
export type CallNote = {
  readonly key: string
  /** It is being sent again. */
  readonly sent?: true
  /** There was an answer. */
  readonly answered?: { readonly error: string | null; readonly pinned: boolean }
  readonly end?: 'done' | 'declined' | 'lost' | undefined
}

/** The payments of one database. */
export function openPaymentStore(db: Db): PaymentStore {
  const open = batching((opened: readonly Opened[]) => openAll(db, opened), { apart: true })
  const standingOf = batching((orderIds: readonly string[]) => standingsOfOrders(db, orderIds))
  const save = batching(saveAll, { apart: true })
  return {
    open: (payment, call) => open({ payment, call }),
    standingOf,
    save: (before, writing, context) => save({ before, writing, context }),
  }
}

const nowMs = sql`(extract(epoch from clock_timestamp()) * 1000)::float8 as ms`

type Opened = { readonly payment: PaymentRow; readonly call: NewCall }

async function openAll(db: Db, opened: readonly Opened[]): Promise<(CallRow | null)[]> {
  const rows = opened.map(({ payment, call }) => ({ ...payment, call: call.key, body: call.body, hash: call.bodyHash }))
  // In one order everywhere, so that two instances that are asked for the same orders do not wait in a circle.
  const made = await db.execute<{ id: string; ms: number }>(sql`
    with asked as materialized (
      select * from jsonb_to_recordset(${json(rows)}) as asked (id text, "orderId" text, "customerId" text, amount bigint,
        currency text, "paymentMethod" text, "leaseOwner" text, "createdAt" timestamptz, call text, body text, hash text)
    ), made as (
      insert into payments (id, order_id, customer_id, status, wanted, amount, currency, payment_method, lease_owner,
        lease_until, next_at, created_at, updated_at)
      select id, "orderId", "customerId", 'pending', 'authorized', amount, currency, "paymentMethod", "leaseOwner",
        ${leaseEnd}, clock_timestamp(), "createdAt", "createdAt"
      from asked order by "orderId"
      on conflict (order_id) do nothing
      returning id
    ), begun as (
      insert into provider_calls (key, payment_id, operation, body, body_hash)
      select call, id, 'authorize', body, hash from asked join made using (id)
    )
    select id, ${nowMs} from made`)
  const times = new Map(made.map(({ id, ms }) => [id, new Date(ms)]))
  return opened.map(({ payment, call }) => {
    const at = times.get(payment.id)
    return at ? justBegun(call, at) : null
  })
}

async function standingsOfOrders(db: Db, orderIds: readonly string[]): Promise<(Standing | null)[]> {
  // One parameter however many there are, so that it is always the same prepared statement.
  const standings = await standingsOf(db, sql`${payments.orderId} = any(${sql.param([...orderIds])}::text[])`)
  const byOrder = new Map(standings.map((standing) => [standing.payment.orderId, standing]))
  return orderIds.map((orderId) => byOrder.get(orderId) ?? null)
}

type Saving = { readonly before: PaymentRow; readonly writing: Writing; readonly context: Context }

/**
 * A payment that several want to write at once is written by one of them; the others find that it has changed. A call only
 * begins after the one before it is noted to be over: there is never more than one.
 */
async function saveAll(savings: readonly Saving[]): Promise<(Saved | null)[]> {
  const [first] = savings
  if (!first) return []
  const moved = await first.context.transaction((tx) =>
    tx.execute<{ place: number; ms: number }>(sql`
      with write as materialized (select * from jsonb_to_recordset(${json(savings.map(rowToWrite))}) as write (${columns})),
      moved as (${updatePayments}), noted as (${updateCalls}),
      begun as (
        insert into provider_calls (key, payment_id, operation, body, body_hash, reaches)
        select "nextKey", id, operation, body, hash, reaches
        from write join moved using (place) left join noted on noted.key = write."notedKey"
        where "nextKey" is not null
      ), told as (${insertFacts(sql`write join moved using (place) cross join jsonb_to_recordset(write.told)`)})
      select place, ${nowMs} from moved`),
  )
  const times = new Map(moved.map(({ place, ms }) => [place, new Date(ms)]))
  return savings.map(({ writing: { next } }, place) => {
    const at = times.get(place)
    return at ? { call: next && justBegun(next, at) } : null
  })
}

function rowToWrite({ before, writing }: Saving, place: number) {
  const { payment, lease, due, noted, next, told } = writing
  return {
    ...payment,
    place,
    revision: before.revision,
    lease,
    due: due === undefined ? 'kept' : due === null ? 'never' : 'inMs' in due ? 'in' : 'later',
    dueSeconds: due && ('inMs' in due ? due.inMs / 1_000 : due.soonestSeconds),
    notedKey: noted?.key,
    sent: noted?.sent === true,
    answered: noted?.answered !== undefined,
    pinned: noted?.answered?.pinned === true,
    error: noted?.answered?.error,
    end: noted?.end,
    nextKey: next?.key,
    operation: next?.operation,
    body: next?.body,
    hash: next?.bodyHash,
    reaches: next?.reaches,
    told: told ?? [],
  }
}

const columns = sql`place int, id text, revision int, status text, wanted text, captured bigint, multicapture boolean, refunded bigint,
  attempt int, "intentId" text, "intentState" text, "renewAt" timestamptz, "formerIntentId" text, "clientSecret" text, failure text, "declineCode" text, version int,
  "leaseOwner" text, "updatedAt" timestamptz, lease text, due text, "dueSeconds" float8,
  "notedKey" text, sent boolean, answered boolean, pinned boolean, error text, "end" text,
  "nextKey" text, operation text, body text, hash text, reaches bigint, told jsonb`

/** As nobody has changed it since it was read, what is not to change is written as it was. */
const updatePayments = sql`
  update payments set
    status = write.status, wanted = write.wanted, captured = write.captured, multicapture = write.multicapture,
    refunded = write.refunded,
    attempt = write.attempt, renew_at = write."renewAt", former_intent_id = write."formerIntentId",
    intent_id = write."intentId", intent_state = write."intentState", client_secret = write."clientSecret",
    failure = write.failure, decline_code = write."declineCode", version = write.version,
    revision = payments.revision + 1, updated_at = write."updatedAt",
    lease_owner = case write.lease when 'dropped' then null else write."leaseOwner" end,
    lease_until = case write.lease when 'taken' then ${leaseEnd} when 'kept' then payments.lease_until end,
    next_at = case write.due
      when 'kept' then payments.next_at
      when 'in' then clock_timestamp() + make_interval(secs => write."dueSeconds")
      when 'later' then clock_timestamp() + greatest(make_interval(secs => write."dueSeconds"),
        least((clock_timestamp() - payments.created_at) / 10, interval '5 minutes'))
    end
  from write
  where payments.id = write.id and payments.revision = write.revision
  returning write.place`

const updateCalls = sql`
  update provider_calls set
    sent_at = case when write.sent then clock_timestamp() else sent_at end,
    attempts = attempts + write.answered::int,
    last_error = case when write.answered then write.error else last_error end,
    pinned_answers = pinned_answers + write.pinned::int,
    pinned_since = case when write.pinned then coalesce(pinned_since, clock_timestamp()) else pinned_since end,
    outcome = coalesce(write."end", outcome),
    finished_at = case when write."end" is null then finished_at else clock_timestamp() end
  from write join moved using (place)
  where provider_calls.key = write."notedKey"
  returning provider_calls.key`
