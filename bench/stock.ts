import { dataOf } from 'tradewind-client'
import { CannotStart } from '#compose/run.ts'
import { readCatalogue } from './catalogue.ts'
import { concurrently } from './concurrently.ts'
import { openSession } from './customers.ts'
import { skuOf } from './reserve/fill.ts'
import type { Bench } from './scenario.ts'

/** More than any load can sell. */
const stockRaise = 1_000_000

type Shop = Pick<Bench, 'api' | 'system'>

/** What a load may buy: all that the shop was filled with, or one SKU of each product, with its stock raised by a member of the staff. */
export async function stockedSkus({ api, system }: Shop): Promise<readonly string[]> {
  if (system.skuCount !== undefined) return Array.from({ length: system.skuCount }, (_, index) => skuOf(index + 1))
  const headers = await staffHeaders({ api, system })
  const skus = (await readCatalogue(api)).flatMap(({ variants: [first] }) => first?.sku ?? [])
  const body = { delta: stockRaise, note: 'For the bench' }
  await concurrently(4, skus, (sku) =>
    dataOf(api.POST('/inventory/{sku}/adjustments', { params: { path: { sku } }, headers, body })),
  )
  return skus
}

/** Leaves so many of a SKU to be sold, wherever it is. */
export async function leaveInStock(shop: Shop, sku: string, units: number): Promise<void> {
  const headers = await staffHeaders(shop)
  const at = { params: { path: { sku } }, headers }
  const { available } = await dataOf(shop.api.GET('/inventory/{sku}', at))
  for (const delta of stepsOf(units - available))
    await dataOf(shop.api.POST('/inventory/{sku}/adjustments', { ...at, body: { delta, note: 'For the bench' } }))
}

/** A difference in adjustments as large as one may be: whoever was here before may have raised the stock as well. */
export function stepsOf(difference: number): readonly number[] {
  const whole = Array.from({ length: Math.trunc(Math.abs(difference) / stockRaise) }, () => stockRaise)
  const rest = Math.abs(difference) % stockRaise
  return [...whole, ...(rest > 0 ? [rest] : [])].map((step) => Math.sign(difference) * step)
}

async function staffHeaders({ api, system: { staff } }: Shop): Promise<{ authorization: string }> {
  if (!staff) throw new CannotStart('Raising stock takes a staff login: set STAFF_EMAIL and STAFF_PASSWORD')
  const { token } = await openSession(api, staff.email, staff.password)
  return { authorization: `Bearer ${await token()}` }
}
