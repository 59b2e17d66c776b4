import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'
import type { Context } from '../../actor.ts'

const mostAtOnce = 500
/** However much there is to do, orders come first. */
const mostRounds = 4

/**
 * Books what was taken and given back since it was last booked, of many payments in one statement. It is done a little later, so
 * that no order waits for it, and skips what another instance is booking.
 */
export async function keepBooks({ db, stopping }: Pick<Context, 'db' | 'stopping'>): Promise<void> {
  for (let round = 0; round < mostRounds && !stopping.aborted; round++) {
    if ((await bookSome(db)) < mostAtOnce) return
  }
}

/** A sale makes its customer a debtor, who pays through the provider; a refund comes out of what the provider has of ours. */
async function bookSome(db: Db): Promise<number> {
  const [{ booked } = { booked: 0 }] = await db.execute<{ booked: number }>(sql`
    with due as materialized (
      select id, currency, captured, refunded, captured - booked_captured as taken, refunded - booked_refunded as returned
      from payments where captured <> booked_captured or refunded <> booked_refunded
      order by id limit ${mostAtOnce} for update skip locked
    ), noted as (
      update payments set booked_captured = due.captured, booked_refunded = due.refunded from due where payments.id = due.id
    ), written as (
      insert into transactions (transfer, kind, account, amount, currency, payment_id)
      select transfer, kind, account, amount, currency, id from due cross join lateral (values
        ('sale:' || id || ':' || captured, 'sale', 'customer_receivable', taken),
        ('sale:' || id || ':' || captured, 'sale', 'revenue', -taken),
        ('payment:' || id || ':' || captured, 'payment', 'provider_clearing', taken),
        ('payment:' || id || ':' || captured, 'payment', 'customer_receivable', -taken),
        ('refund:' || id || ':' || refunded, 'refund', 'refunds', returned),
        ('refund:' || id || ':' || refunded, 'refund', 'provider_clearing', -returned)
      ) as entry (transfer, kind, account, amount)
      where amount <> 0
    )
    select count(*)::int as booked from due`)
  return booked
}
