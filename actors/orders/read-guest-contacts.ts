import { and, desc, isNotNull, isNull, sql } from 'drizzle-orm'
import { orders } from '#db/orders/schema.ts'
import type * as subject from '#subjects/carts.ts'
import type { Handler } from '../actor.ts'

/** Where to reach guests, as the latest of the orders that they placed themselves has it. */
export const readGuestContacts: Handler<typeof subject.readGuestContacts> = async ({ guestIds }, { db }) => {
  const rows = await db
    .selectDistinctOn([orders.customerId], {
      userId: orders.customerId,
      email: orders.email,
      name: sql<string>`${orders.shippingAddress}->>'name'`,
    })
    .from(orders)
    .where(
      and(
        sql`${orders.customerId} = any(${sql.param([...guestIds])}::text[])`,
        isNotNull(orders.email),
        isNull(orders.exchangeOf),
      ),
    )
    .orderBy(orders.customerId, desc(orders.id))
  return { contacts: rows.map(({ userId, email, name }) => ({ userId, email: email ?? '', name })) }
}
