import { checkoutAbandoned } from '#subjects/orders.ts'
import * as subject from '#subjects/oversight.ts'
import { notFound } from '#subjects/problem.ts'
import { refuseOtherVersion } from '../../condition.ts'
import type { Handler } from '../../actor.ts'
import { lockSaga, putOnWay, waysOn } from '../../saga-resolution.ts'
import { moveOrders } from '../history.ts'
import { findOrder } from '../order.ts'
import type { OrdersTools } from '../tools.ts'

/** What the customer hears of an order whose checkout somebody here ended. */
export const calledOff = checkoutAbandoned('The order could not be completed').body

/** Puts an order that does not get through on another way, and says in its history who did. */
export const resolveOrder: Handler<typeof subject.resolveOrder, OrdersTools> = async ({ orderId, action }, context) => {
  const { caller, checkout, envelope, now, once, wake } = context
  const answer = await once(async (tx) => {
    // The saga is locked before the order, as by its own steps.
    const row = await lockSaga(tx, orderId)
    const found = row && (await findOrder(tx, orderId))
    if (!found) throw notFound(`There is no order ${orderId}`)
    refuseOtherVersion(envelope, { version: row.version })
    const way = waysOn(checkout.saga, row, calledOff)[action]
    if (!way) throw subject.resolutionImpossible(`Checkout is ${row.state} at “${row.step}”: no ${action} from there`)
    await putOnWay(tx, row, way)
    const details = () => ({ action, step: row.step })
    const move = { orderId, actor: caller.id, lines: found.lines, details }
    await moveOrders(tx, { event: subject.orderResolved, at: now() }, [move])
    return { orderId, action, step: row.step, state: way.state, version: row.version + 1 }
  })
  wake('resume checkouts')
  return answer
}
