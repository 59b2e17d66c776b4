import type { Static } from 'typebox'
import type * as subject from '#subjects/oversight.ts'
import { lookAtService } from '#subjects/provisioner.ts'
import { notFound, Problem } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import type { Context, Handler } from '../../actor.ts'
import { isUndoing, waysOn } from '../../saga-resolution.ts'
import type { Checkout } from '../checkout.ts'
import { findOrder, orderNumber } from '../order.ts'
import type { OrdersTools } from '../tools.ts'
import { calledOff } from './resolve-order.ts'
import { type SagaRow, sagaToExplain, type Steps, stepsOf } from './sagas-of-order.ts'

type Why = Static<typeof subject.OrderWhy>
type Service = Static<typeof subject.ServiceState>

/** Tells why an order stands where it stands. */
export const explainOrder: Handler<typeof subject.explainOrder, OrdersTools> = async ({ orderId }, context) => {
  const { db, now } = context
  const [found, row] = await Promise.all([findOrder(db, orderId), sagaToExplain(db, orderId)])
  if (!found || !row) throw notFound(`There is no order ${orderId}`)
  const steps = stepsOf(row, context)
  const { asks } = steps.find(({ name }) => name === row.step) ?? {}
  const asked = isUndoing(row) ? asks?.undo : asks?.run
  const isOver = row.state === 'done' || row.state === 'undone'
  const service = asked && !isOver ? await look(asked, context) : undefined
  const { payBy } = row.data as Partial<Checkout>
  const { attempt, lastError, nextAt, leaseOwner, leaseUntil, state, step, version } = row
  return {
    orderId,
    number: orderNumber(found.row),
    status: found.row.status,
    ...causeOf(row, { service, isKnown: steps.some(({ name }) => name === step), now: now() }),
    saga: { name: row.name as Why['saga']['name'], id: row.id },
    state,
    step,
    ...(state === 'waiting' && payBy !== undefined && { waitsUntil: payBy }),
    ...(service && { service }),
    attempts: attempt,
    ...(lastError !== null && { lastError }),
    ...(nextAt && !isOver && { nextAt: nextAt.toISOString() }),
    ...(leaseOwner && leaseUntil && { lease: { owner: leaseOwner, until: leaseUntil.toISOString() } }),
    actions: actionsOf(row, steps),
    version,
  }
}

/** How it goes where a step asks; nothing, if nobody can say. */
async function look({ actor, name }: RequestSubject, { request }: Context): Promise<Service | undefined> {
  try {
    return { service: actor, request: name, ...(await request(lookAtService, { service: actor, request: name })) }
  } catch (error) {
    if (error instanceof Problem) return undefined
    throw error
  }
}

type Seen = { readonly service: Service | undefined; readonly isKnown: boolean; readonly now: Date }

function causeOf(row: SagaRow, { service, isKnown, now }: Seen): Pick<Why, 'cause' | 'summary'> {
  const { name, state, step, lastError, attempt, leaseUntil } = row
  if (state === 'done') return { cause: 'over', summary: 'Its checkout is done.' }
  if (state === 'undone') return { cause: 'over', summary: 'Its checkout came to nothing, and everything was undone.' }
  if (!isKnown) return { cause: 'unknown-step', summary: `Another version of this service has to take “${step}”.` }
  const doing = isUndoing(row) ? `Undoing “${step}”` : `“${step}”`
  if (state === 'needs_attention')
    return { cause: 'operator', summary: `${doing} was refused, and trying again does not help: ${lastError ?? ''}` }
  if (service?.instances === 0)
    return {
      cause: 'service-absent',
      summary: `${doing} asks ${service.request}, and no ${service.service} answers that.`,
    }
  if (attempt > 0)
    return { cause: 'service-failing', summary: `${doing} has failed ${attempt} times: ${lastError ?? ''}` }
  if (state === 'waiting' && name === 'checkout') return { cause: 'customer', summary: awaitedOf(row.data) }
  if (leaseUntil && leaseUntil > now) return { cause: 'underway', summary: `${doing} is being done right now.` }
  return { cause: 'due', summary: `${doing} comes next, and nobody has taken it up yet.` }
}

const awaitedOf = ({ declined, attempt = 1 }: Partial<Checkout>) =>
  declined?.attempt === attempt
    ? 'The card was declined, and the customer has to name another one.'
    : 'The customer has to confirm the payment with the bank.'

function actionsOf(row: SagaRow, steps: Steps): Why['actions'] {
  const ways = waysOn({ steps }, row, calledOff)
  const doing = isUndoing(row) ? `undoing “${row.step}”` : `“${row.step}”`
  const next = ways.skip?.state === 'running' ? `goes on with “${ways.skip.step}”` : `ends the ${row.name}`
  const effects = {
    retry: `Tries ${doing} again now.`,
    skip: `Takes “${row.step}” for done, on your word, and ${next}.`,
    compensate: 'Undoes what was done so far: the stock and the money go back, and the order comes to nothing.',
  }
  return (['retry', 'skip', 'compensate'] as const).map((action) => {
    return { action, allowed: ways[action] !== undefined, effect: effects[action] }
  })
}
