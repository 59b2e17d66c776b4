import type { Sql } from '#db/client.ts'
import type { Span } from '../law.ts'

/** An order that nobody works on. */
export type OrderAtRest = {
  readonly id: string
  readonly status: string
  readonly total: number
  readonly refunded: number
  readonly currency: string
  readonly cancellationId: string | null
}

const unsold = new Set(['pending', 'awaiting_payment', 'rejected', 'payment_failed', 'cancelled'])

/** Whether goods and money have changed hands, or are to. */
export const isSold = ({ status }: Pick<OrderAtRest, 'status'>): boolean => !unsold.has(status)

const mostAtOnce = 1_000

/** Orders to which something happened in this span and nothing since, some at a time. */
export async function* readOrders(sql: Sql, { since, until }: Span): AsyncGenerator<readonly OrderAtRest[]> {
  for (let after = ''; ; ) {
    const orders = await sql<OrderAtRest[]>`
      select id, status, total, refunded, currency,
        (select cancellations.id from cancellations where order_id = orders.id) as "cancellationId"
      from orders
      where id > ${after} and updated_at <= ${until?.toISOString() ?? 'infinity'}::timestamptz
        and ${since ? sql`id in (select order_id from order_events where at >= ${since.toISOString()}::timestamptz)` : sql`true`}
        and not exists (select from sagas where sagas.id = orders.id and state not in ('done', 'undone'))
        and not exists (select from cancellations where order_id = orders.id and status <> 'done')
        and not exists (select from returns where order_id = orders.id and status = 'received')
      order by id limit ${mostAtOnce}`
    if (orders.length > 0) yield orders
    if (orders.length < mostAtOnce) return
    after = orders.at(-1)?.id ?? ''
  }
}
