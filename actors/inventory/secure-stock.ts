import type * as subject from '#subjects/inventory.ts'
import { reservationLost } from '#subjects/inventory.ts'
import { batch } from '../actor.ts'
import { lockHolds, setStatus } from './holds.ts'

/** Takes holds out of the reach of their expiry. Whoever comes after it has lost, and hears so. */
export const secureStock = batch<typeof subject.secureStock>(async (requests, { transaction }) => {
  const orderIds = requests.map(({ input }) => input.orderId)
  const holds = await transaction(async (tx) => {
    const holds = await lockHolds(tx, orderIds)
    const held = [...holds.keys()].filter((id) => holds.get(id)?.status === 'held' && !holds.get(id)?.lost)
    await setStatus(tx, held, 'committing')
    return holds
  })
  return orderIds.map((id) => (holds.get(id)?.lost === false ? null : reservationLost()))
})
