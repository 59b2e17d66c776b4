import { checkoutAbandoned } from '#subjects/orders.ts'
import * as subject from '#subjects/oversight.ts'
import { notFound } from '#subjects/problem.ts'
import { refuseOtherVersion } from '../../condition.ts'
import type { Handler } from '../../actor.ts'
import { putOnWay, waysOn } from '../../saga-resolution.ts'
import { moveOrders } from '../history.ts'
import { findOrder } from '../order.ts'
import type { OrdersTools } from '../tools.ts'
import { lockSaga, type SagaRow, stepsOf } from './sagas-of-order.ts'

/** What the customer hears of an order whose checkout somebody here ended. */
export const calledOff = checkoutAbandoned('The order could not be completed').body

/** Puts an order that does not get through on another way, and says in its history who did. */
export const resolveOrder: Handler<typeof subject.resolveOrder, OrdersTools> = async (input, context) => {
  const { orderId, sagaId = orderId, action } = input
  const { caller, envelope, now, once, wake } = context
  let saga: SagaRow | undefined
  const answer = await once(async (tx) => {
    // The saga is locked before the order, as by its own steps.
    saga = await lockSaga(tx, orderId, sagaId)
    const found = saga && (await findOrder(tx, orderId))
    if (!saga || !found) throw notFound(`There is no order ${orderId}`)
    const { name, state, step, version } = saga
    refuseOtherVersion(envelope, { version })
    const way = waysOn({ steps: stepsOf(saga, context) }, saga, calledOff)[action]
    if (!way) throw subject.resolutionImpossible(`Its ${name} is ${state} at “${step}”: no ${action} from there`)
    await putOnWay(tx, saga, way)
    const move = { orderId, actor: caller.id, lines: found.lines, details: () => ({ action, step }) }
    await moveOrders(tx, { event: subject.orderResolved, at: now() }, [move])
    return { orderId, action, step, state: way.state, version: version + 1 }
  })
  if (saga) wake(`resume ${saga.name}s`)
  return answer
}
