import { and, eq, sql } from 'drizzle-orm'
import { returns } from '#db/orders/schema.ts'
import * as subject from '#subjects/fulfilment.ts'
import type { EventSubject } from '#subjects/subject.ts'
import type { Context, Handler } from '../../actor.ts'
import { moveOrders } from '../history.ts'
import { lockOrder, noReturn } from './lines.ts'
import { mustReturn, type Return } from './return.ts'

/** Lets the customer send the pieces back. */
export const approveReturn: Handler<typeof subject.approveReturn> = ({ returnId, answer }, context) =>
  answerReturn({ returnId, answer, status: 'approved', event: subject.orderReturnApproved }, context)

/** Does not accept the pieces: they may be asked to be returned once more. */
export const refuseReturn: Handler<typeof subject.refuseReturn> = ({ returnId, answer }, context) =>
  answerReturn({ returnId, answer, status: 'refused', event: subject.orderReturnRefused }, context)

type Answer = {
  readonly returnId: string
  readonly answer: string | undefined
  readonly status: 'approved' | 'refused'
  readonly event: EventSubject
}

async function answerReturn({ returnId, answer, status, event }: Answer, context: Context): Promise<Return> {
  const { db, caller, now, transaction } = context
  const [known] = await db.select().from(returns).where(eq(returns.id, returnId))
  if (!known) throw noReturn(returnId)
  const { orderId } = known
  return transaction(async (tx) => {
    const { lines } = await lockOrder(tx, orderId, caller)
    const at = now()
    const changed = await tx
      .update(returns)
      .set({ status, answer: answer ?? null, version: sql`${returns.version} + 1`, updatedAt: at })
      .where(and(eq(returns.id, returnId), eq(returns.status, 'requested')))
      .returning()
    const answered = await mustReturn(tx, returnId)
    if (answered.status !== status)
      throw subject.returnClosed(`The return is ${answered.status}`, { returnStatus: answered.status })
    if (changed.length > 0) {
      const pieces = answered.lines.map(({ sku, quantity }) => ({ sku, quantity }))
      const move = { orderId, lines, actor: caller.id, details: () => ({ returnId, pieces }) }
      await moveOrders(tx, { event, at }, [{ ...move, ...(answer !== undefined && { kept: { reason: answer } }) }])
    }
    return answered
  })
}
