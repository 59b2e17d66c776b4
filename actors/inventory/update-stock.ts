import { and, eq } from 'drizzle-orm'
import { stocks } from '#db/inventory/schema.ts'
import * as subject from '#subjects/inventory.ts'
import type { InputOf } from '#subjects/subject.ts'
import type { Handler } from '../actor.ts'
import { refuseOtherVersion } from '../condition.ts'
import { readInstant } from '../instant.ts'
import { holdShelf, noteChange, type Shelf } from './shelf.ts'
import { readStockOf } from './stock.ts'

/** Changes how a SKU is watched and sold at a location, if it is the version that was meant. */
export const updateStock: Handler<typeof subject.updateStock> = async (input, { transaction, envelope, wake }) => {
  const { sku, locationId, threshold, policy } = input
  const stock = await transaction(async (tx) => {
    const shelf = await holdShelf(tx, sku, locationId)
    refuseOtherVersion(envelope, await readStockOf(tx, sku))
    const changes = { ...(threshold !== undefined && { threshold }), ...(policy && soldBeyond(policy, shelf)) }
    await tx
      .update(stocks)
      .set({ ...changes, untold: true })
      .where(and(eq(stocks.sku, sku), eq(stocks.locationId, shelf.locationId)))
    await noteChange(tx, sku)
    return readStockOf(tx, sku)
  })
  wake('tell stocks')
  return stock
}

type Policy = NonNullable<InputOf<typeof subject.updateStock>['policy']>

/** What was promised beyond what is there stays promised, so a limit below that is refused; no more of it is always possible. */
function soldBeyond(policy: Policy, { onHand, reserved }: Shelf) {
  const promised = Math.max(0, reserved - onHand)
  if (policy.kind === 'deny') return { policy: policy.kind, beyond: promised, preorderUntil: null }
  const { kind, limit: beyond } = policy
  if (beyond < promised) {
    const detail = `${promised} are promised beyond what is there`
    const errors = [{ pointer: '/policy/limit', code: 'promised', detail }]
    throw subject.stockTooLow(detail, { onHand: Math.max(0, onHand), reserved, errors })
  }
  return {
    policy: kind,
    beyond,
    preorderUntil: kind === 'preorder' ? readInstant(policy.until, '/policy/until') : null,
  }
}
