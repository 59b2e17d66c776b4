import { setTimeout as sleep } from 'node:timers/promises'
import { and, eq, inArray } from 'drizzle-orm'
import type { Command } from '#db/idempotency.ts'
import { orders } from '#db/orders/schema.ts'
import { Replayed } from '#subjects/bus.ts'
import * as subject from '#subjects/orders.ts'
import { idempotencyKeyMissing, Problem, type ProblemType } from '#subjects/problem.ts'
import type { InputOf, OutputOf } from '#subjects/subject.ts'
import type { Context, Handler } from '../actor.ts'
import type { Begun } from '../saga.ts'
import type { Outcome } from './checkout.ts'
import { findOrder, toOrder } from './order.ts'
import type { OrdersTools } from './tools.ts'

/** Freezes the caller's cart into an order and carries it through checkout; the key makes a second submit the same order. */
export const placeOrder: Handler<typeof subject.placeOrder, OrdersTools> = async (input, context) => {
  const { caller, envelope } = context
  const until = endOfWait(subject.placeOrder, context)
  if (!envelope.idempotencyKey) throw idempotencyKeyMissing()
  refuseWrongEmail(input, caller)
  const command: Command = {
    principal: caller.id,
    operation: subject.placeOrder.name,
    key: envelope.idempotencyKey,
    input,
  }

  const { orderId, isNew, begun } = await context.accept({ input, command, context })
  const outcome = await outcomeOf({ orderId, command, until, begun }, context)
  if ('problem' in outcome) throw new Problem(outcome.problem, { replayed: !isNew })
  return isNew ? outcome.order : (new Replayed(outcome.order) as unknown as OutputOf<typeof subject.placeOrder>)
}

/** Of a guest nobody knows where to write to; of a user there is one place only, or mails about an order could go anywhere. */
function refuseWrongEmail({ email }: InputOf<typeof subject.placeOrder>, { role }: Context['caller']): void {
  const refuse = (problem: ProblemType, code: string, detail: string) =>
    problem(undefined, { errors: [{ pointer: '/email', code, detail }] })
  if (role === 'guest' && email === undefined) throw refuse(subject.emailRequired, 'required', 'is required of guests')
  if (role !== 'guest' && email !== undefined) throw refuse(subject.emailKnown, 'known', 'is for guests only')
}

/** As long as the caller wants, but before it stops waiting: a slow order is answered as pending and not as a time-out. By `performance.now()`. */
export function endOfWait({ waitMs: most }: { waitMs: number }, { envelope, now }: Context): number {
  const { waitMs = most, deadline } = envelope
  const patienceMs = deadline === undefined ? waitMs : deadline - now().getTime() - 1_000
  return performance.now() + Math.min(waitMs, patienceMs)
}

type Placed = {
  readonly orderId: string
  readonly command: Command
  readonly until: number
  readonly begun: Begun | undefined
}

/** How the order came out, or how it stands if that takes longer than anybody waits. */
async function outcomeOf(placed: Placed, context: Context & OrdersTools): Promise<Outcome> {
  const { orderId, command, until, begun } = placed
  for (let pauseMs = 25; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    const state = await Promise.race([
      context.checkout.decide(orderId, context, begun),
      sleep(Math.max(until - performance.now(), 1), 'late' as const, { ref: false }),
    ])
    const known = await context.recall(command)
    if (known?.reply) return known.reply as Outcome
    const undecided = state === 'running' || state === 'undoing'
    if (!undecided || context.stopping.aborted || performance.now() + pauseMs > until)
      return asItStands(placed, context)
    await sleep(pauseMs)
  }
}

/** Notes that the customer is told of an undecided order, and so is owed word of its end. */
async function asItStands({ orderId, command }: Placed, { db, now, recall }: Context & OrdersTools): Promise<Outcome> {
  const [undecided] = await db
    .update(orders)
    .set({ toldPendingAt: now() })
    .where(and(eq(orders.id, orderId), inArray(orders.status, ['pending', 'awaiting_payment'])))
    .returning()
  // Otherwise it was decided at this very moment.
  const known = undecided ? undefined : await recall(command)
  if (known?.reply) return known.reply as Outcome
  const found = await findOrder(db, orderId)
  if (!found) throw new Error(`The order ${orderId} has vanished`)
  return { order: toOrder(undecided ?? found.row, found.lines) }
}
