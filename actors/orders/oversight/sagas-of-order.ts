import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Db, Tx } from '#db/client.ts'
import { sagas } from '#db/messages.ts'
import { cancellations, returns } from '#db/orders/schema.ts'
import type { Step } from '../../saga.ts'
import type { OrdersTools } from '../tools.ts'

export type SagaRow = typeof sagas.$inferSelect

/** The steps of a saga, whatever it is about. */
export type Steps = readonly Pick<Step<never>, 'name' | 'pivot' | 'asks' | 'write'>[]

/** The steps of a saga of an order, by its name. */
export function stepsOf({ name }: SagaRow, { checkout, cancellation, returning }: OrdersTools): Steps {
  const { saga } = name === 'cancellation' ? cancellation : name === 'return' ? returning : checkout
  return saga.steps
}

/** The one that an order hangs on: one that needs somebody, or else one that is underway; its checkout once everything is over. */
export async function sagaToExplain(db: Db, orderId: string): Promise<SagaRow | undefined> {
  const urgency = sql`case when state = 'needs_attention' then 0 when state in ('done', 'undone') then 2 else 1 end`
  const isOther = sql`${sagas.id} <> ${orderId}`
  const found = await db.select().from(sagas).where(isOf(orderId)).orderBy(urgency, isOther, sagas.id).limit(1)
  return found[0]
}

/** A saga of an order, which nobody moves before the transaction ends. */
export async function lockSaga(tx: Tx, orderId: string, sagaId: string): Promise<SagaRow | undefined> {
  const [row] = await tx
    .select()
    .from(sagas)
    .where(and(eq(sagas.id, sagaId), isOf(orderId)))
    .for('update')
  return row
}

const isOf = (orderId: string) =>
  inArray(
    sagas.id,
    sql`(
      select ${orderId} union all select id from ${cancellations} where order_id = ${orderId}
      union all select id from ${returns} where order_id = ${orderId}
    )`,
  )
