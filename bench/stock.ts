import { dataOf } from 'tradewind-client'
import { CannotStart } from '#compose/run.ts'
import { readCatalogue } from './catalogue.ts'
import { concurrently } from './concurrently.ts'
import { openSession } from './customers.ts'
import { skuOf } from './reserve/fill.ts'
import type { Bench } from './scenario.ts'

/** More than any load can sell. */
const stockRaise = 1_000_000

/** What a load may buy: all that the shop was filled with, or one SKU of each product, with its stock raised by a member of the staff. */
export async function stockedSkus({ api, system }: Pick<Bench, 'api' | 'system'>): Promise<readonly string[]> {
  if (system.skuCount !== undefined) return Array.from({ length: system.skuCount }, (_, index) => skuOf(index + 1))
  if (!system.staff) throw new CannotStart('Raising stock takes a staff login: set STAFF_EMAIL and STAFF_PASSWORD')
  const staff = await openSession(api, system.staff.email, system.staff.password)
  const headers = { authorization: `Bearer ${await staff.token()}` }
  const skus = (await readCatalogue(api)).flatMap(({ variants: [first] }) => first?.sku ?? [])
  const body = { delta: stockRaise, note: 'For the bench' }
  await concurrently(4, skus, (sku) =>
    dataOf(api.POST('/inventory/{sku}/adjustments', { params: { path: { sku } }, headers, body })),
  )
  return skus
}
