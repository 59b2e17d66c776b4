import { openDatabases } from '../databases.ts'
import type { System } from '../system.ts'
import type { Sold } from './crowd/clerk.ts'

/** Orders that stand and are not paid for, or not all of them, since their money is taken when they leave. */
export async function uncaptured({ postgres }: System, customerIds: readonly string[]): Promise<readonly Sold[]> {
  await using databases = openDatabases(postgres ?? '')
  const held = await databases.payments<{ orderId: string }[]>`
    select order_id as "orderId" from payments where captured < amount and status = 'authorized'`
  return await databases.orders<Sold[]>`
    select id as "orderId", customer_id as "customerId" from orders
    where status in ('confirmed', 'partially_shipped') and customer_id = any(${[...customerIds]}) and id = any(${held.map(({ orderId }) => orderId)})`
}
