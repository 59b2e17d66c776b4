import type { Broken, Span } from '../law.ts'
import type { All } from './across.ts'

type Known = { readonly sku: string; readonly version: number; readonly available: number }

/** Looked at in one go: so many stocks that were told about lately. */
const most = 1_000

/** The catalogue says of a SKU what inventory told last: E10. */
export async function catalogueLaw({ inventory, products }: All, { until }: Span): Promise<readonly Broken[]> {
  const told = await inventory<Known[]>`
    select aggregate_id as sku, aggregate_version as version, (body ->> 'available')::int as available from outbox
    where subject = 'inventory.updated' and published_at <= ${until?.toISOString() ?? 'infinity'}::timestamptz
    order by id desc limit ${most}`
  // Of each, what was told last stands first.
  const latest = new Map(told.toReversed().map((one) => [one.sku, one]))
  const shown = await products<Known[]>`
    select sku, stock_version as version, available from variants where sku = any(${[...latest.keys()]})`
  const offenders = shown.flatMap(({ sku, version, available }) => {
    const last = latest.get(sku)
    const isBehind = last && version < last.version
    const isOther = last && version === last.version && available !== last.available
    return isBehind || isOther ? [{ sku, shown: available, told: last.available, version }] : []
  })
  return offenders.length > 0 ? [{ id: 'E10', what: 'the catalogue says what can be had', offenders }] : []
}
