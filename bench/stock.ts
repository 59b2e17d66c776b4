import { randomUUID } from 'node:crypto'
import { CannotStart } from '#compose/run.ts'
import { readCatalogue } from './catalogue.ts'
import { concurrently } from './concurrently.ts'
import { openSession } from './customers.ts'
import type { Bench } from './scenario.ts'

/** More than any load can sell. */
const stockRaise = 1_000_000

/** One SKU of each product, with its stock raised by a member of the staff. */
export async function stockedSkus({ client, system }: Pick<Bench, 'client' | 'system'>): Promise<readonly string[]> {
  if (!system.staff) throw new CannotStart('Raising stock takes a staff login: set STAFF_EMAIL and STAFF_PASSWORD')
  const staff = await openSession(client, system.staff.email, system.staff.password)
  const token = await staff.token()
  const skus = (await readCatalogue(client)).flatMap(({ variants: [first] }) => first?.sku ?? [])
  const body = { delta: stockRaise, note: 'For the bench' }
  await concurrently(4, skus, (sku) =>
    client.expect(201, `POST /inventory/${sku}/adjustments`, { token, key: randomUUID(), body }),
  )
  return skus
}
