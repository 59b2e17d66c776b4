import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { Tx } from '#db/client.ts'
import { orders } from '#db/orders/schema.ts'
import { emit, type Fact } from '#db/outbox.ts'
import { json } from '#db/parameters.ts'
import { currentEnvelope, type Envelope } from '#subjects/envelope.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { factOf, type OrderLine, type OrderRow, toSoldLine } from './order.ts'
import { type OrderStatus, statesBefore } from './transitions.ts'

/** What an event may change of an order that exists, besides its state. */
export type Changes = Partial<Pick<OrderRow, 'clientSecret' | 'paymentMethod' | 'problem' | 'refunded'>> & {
  /** How many of these lines have been sent and have come back by now, or have yet to come. */
  readonly lines?: readonly (Pick<OrderLine, 'sku'> & Partial<OrderLine>)[]
}

/** What happens to one order. */
export type Move = {
  readonly orderId: string
  /** Who did it. */
  readonly actor: string
  readonly changes?: Changes
  /** What only its history keeps: it may be personal. */
  readonly kept?: Readonly<Record<string, unknown>>
  /** What the event says besides the order itself. */
  readonly details?: (row: OrderRow) => Readonly<Record<string, unknown>>
  /** The order's, whose event tells them. */
  readonly lines: readonly OrderLine[]
  /** Whose message caused it, where one transaction is about many. */
  readonly envelope?: Envelope | undefined
}

/** Where orders go together, and what is said of it. */
export type Transition = {
  /** The state they are in afterwards; without it they stay in the one they are in. */
  readonly to?: OrderStatus
  readonly event: EventSubject
  readonly at: Date
}

/**
 * Moves orders along, appends to their histories and says so, all in one transaction. Answers those that moved: one that may
 * not go there from where it is stays as it was.
 */
export async function moveOrders(
  tx: Tx,
  how: Transition,
  moves: readonly Move[],
): Promise<ReadonlyMap<string, OrderRow>> {
  if (moves.length === 0) return new Map()
  const { to, at } = how
  const changes = moves.map(({ orderId, changes = {} }) => ({ orderId, ...changes }))
  const moved = await tx
    .update(orders)
    .set({
      ...(to && { status: to }),
      clientSecret: sql`coalesce(change."clientSecret", ${orders.clientSecret})`,
      paymentMethod: sql`coalesce(change."paymentMethod", ${orders.paymentMethod})`,
      problem: sql`coalesce(change.problem, ${orders.problem})`,
      refunded: sql`coalesce(change.refunded, ${orders.refunded})`,
      version: sql`${orders.version} + 1`,
      updatedAt: at,
    })
    .from(
      sql`jsonb_to_recordset(${json(changes)}) as change ("orderId" text, "clientSecret" text, "paymentMethod" text, problem jsonb, refunded bigint)`,
    )
    .where(and(eq(orders.id, sql`change."orderId"`), to && inArray(orders.status, statesBefore(to))))
    .returning(getTableColumns(orders))
  const rows = new Map(moved.map((row) => [row.id, row]))
  const happened = moves.flatMap((move) => {
    const row = rows.get(move.orderId)
    return row ? [{ ...move, row }] : []
  })
  await recordEvents(tx, how, happened)
  return rows
}

/** One order as it is after an event. */
export type Happened = Omit<Move, 'orderId' | 'changes'> & {
  readonly row: OrderRow
  readonly changes?: Readonly<Record<string, unknown>>
}

/** Appends what happened to the histories of orders and emits it. */
export async function recordEvents(tx: Tx, how: Transition, happened: readonly Happened[]): Promise<void> {
  const { event, at } = how
  const told = happened.map(({ row, actor, changes = {}, kept, details, lines, envelope }) => {
    const more = details?.(row) ?? {}
    const { id, version, status } = row
    const request = (envelope ?? currentEnvelope())?.correlationId
    const data = { ...kept, ...more, request, changes: { ...changes, status } }
    const entry = { id, version, status, actor, data }
    const fact: Fact<never> = {
      id,
      version,
      data: { ...factOf(row, lines.map(toSoldLine)), ...more } as never,
      ...(envelope && { envelope }),
    }
    return { entry, fact }
  })
  const entries = JSON.stringify(told.map(({ entry }) => entry))
  await Promise.all([
    tx.execute(sql`
      insert into order_events (order_id, seq, type, status, actor, data, at)
      select id, version, ${event.name}, status, actor, data, ${at.toISOString()}::timestamptz
      from jsonb_to_recordset(${entries}::jsonb) as entry (id text, version int, status text, actor text, data jsonb)`),
    emit(tx, event, ...told.map(({ fact }) => fact)),
  ])
}
