import { sql } from 'drizzle-orm'
import type { Db } from '#db/client.ts'

/** The laws of money, each as the query for whatever breaks it. Whatever was asked and whoever crashed, all of them are empty. */
export const laws: Readonly<Record<string, string>> = {
  'no more is given back than was taken, nor taken than was asked for': `
    select id from payments where captured > amount or refunded > captured or to_refund > captured`,
  'an order is paid for once': `
    select order_id from payments where captured > 0 group by order_id having count(*) > 1`,
  'a payment has one call open at most': `
    select payment_id from provider_calls where finished_at is null group by payment_id having count(*) > 1`,
  'what is sent under a key is what was written down': `
    select key from provider_calls where body_hash <> encode(sha256(convert_to(body, 'UTF8')), 'hex')`,
  'refunds are for what they were asked for': `
    select payment_id from refunds join payments on payments.id = payment_id
    group by payment_id, to_refund having sum(refunds.amount) > to_refund`,
  'a transfer adds up to nothing': `
    select transfer from transactions group by transfer, currency having sum(amount) <> 0`,
  'a currency adds up to nothing': `
    select currency from transactions group by currency having sum(amount) <> 0`,
  'whoever has paid owes nothing': `
    select payment_id from transactions where account = 'customer_receivable'
    group by payment_id having sum(amount) <> 0`,
  'what is booked of a payment is what was taken and given back': `
    select id from payments
    left join (select payment_id, -sum(amount) filter (where account = 'revenue') as taken,
                      sum(amount) filter (where account = 'refunds') as returned
               from transactions group by payment_id) as booked on payment_id = id
    where booked_captured <> coalesce(taken, 0) or booked_refunded <> coalesce(returned, 0)`,
  'everything is booked soon': `
    select id from payments
    where (captured <> booked_captured or refunded <> booked_refunded) and updated_at < clock_timestamp() - interval '5 minutes'`,
}

/** What breaks which law; nothing, if the money adds up. */
export async function brokenLaws(db: Db): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const checked = await Promise.all(
    Object.entries(laws).map(async ([law, query]) => [law, await db.execute(sql.raw(query))] as const),
  )
  return Object.fromEntries(checked.filter(([, rows]) => rows.length > 0))
}
