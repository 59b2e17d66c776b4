import { Type } from 'typebox'
import { type Command, recallAll, type Remembered } from '#db/idempotency.ts'
import * as carts from '#subjects/carts.ts'
import * as documents from '#subjects/documents.ts'
import * as fulfilment from '#subjects/fulfilment.ts'
import * as orderPayment from '#subjects/order-payment.ts'
import * as subject from '#subjects/orders.ts'
import * as oversight from '#subjects/oversight.ts'
import { paymentFailed, paymentProcessed } from '#subjects/payments.ts'
import * as pricing from '#subjects/pricing.ts'
import * as promotions from '#subjects/promotions.ts'
import { paymentReimbursed } from '#subjects/reimbursements.ts'
import * as store from '#subjects/store.ts'
import { actor, every, onAll } from '../actor.ts'
import { batching } from '../batching.ts'
import { sagaRunner } from '../saga.ts'
import { openAcceptance } from './accept-order.ts'
import { cancelOrder, readCancellation } from './cancel-order.ts'
import { cancellation } from './cancellation.ts'
import { expireCarts, noteAbandoned, patienceEnv, patienceOf } from './carts/forgotten-carts.ts'
import { cartHandlers } from './carts/handlers.ts'
import { openCarts } from './carts/open-carts.ts'
import { checkoutWithin } from './checkout.ts'
import { checkoutEnv, checkoutTimesOf } from './checkout-times.ts'
import { openPrinter } from './documents/printer.ts'
import { fulfilmentHandlers } from './fulfilment/handlers.ts'
import { returningWith } from './fulfilment/returning.ts'
import { followOrder } from './follow-order.ts'
import { laws } from './laws.ts'
import { listOrders } from './list-orders.ts'
import { mayBeAwaited, notePayments } from './note-payments.ts'
import { noteReimbursements } from './note-reimbursements.ts'
import { payOrder } from './pay-order.ts'
import { placeOrder } from './place-order.ts'
import { readGuestContacts } from './read-guest-contacts.ts'
import { readOrder } from './read-order.ts'
import { openRulebook } from './pricing/rules.ts'
import { openTaxEngine, ownRates } from './pricing/tax-engine.ts'
import { readTimeline } from './read-timeline.ts'
import { oversightHandlers } from './oversight/handlers.ts'
import { ruleHandlers } from './rules/handlers.ts'
import type { OrdersTools } from './tools.ts'

/** Carts, checkout, and the life of an order. */
export const orders = actor({
  name: 'orders',
  contracts: {
    ...carts,
    ...pricing,
    ...promotions,
    ...store,
    ...subject,
    ...orderPayment,
    ...fulfilment,
    ...documents,
    ...oversight,
  },
  env: Type.Object({
    ...patienceEnv,
    ...checkoutEnv,
    TAX_ENGINE_URL: Type.Optional(
      Type.String({
        pattern: '^https?://',
        description: 'asked how orders are taxed; left out, the store knows it itself',
      }),
    ),
  }),
  tools: (env, stack, db): OrdersTools => {
    const runner = stack.use(sagaRunner(checkoutWithin(checkoutTimesOf(env))))
    const rulebook = openRulebook(db)
    const engineUrl = env['TAX_ENGINE_URL'] as string | undefined
    const taxEngine = engineUrl ? openTaxEngine(engineUrl) : ownRates
    const pricing = { rulebook, taxEngine }
    const recall = batching<Command, Remembered | undefined>((commands) => recallAll(db, commands))
    return {
      carts: openCarts(db),
      patience: patienceOf(env),
      checkout: runner,
      cancellation: stack.use(sagaRunner(cancellation)),
      returning: stack.use(sagaRunner(returningWith({ checkout: runner, ...pricing }))),
      ...pricing,
      accept: openAcceptance(db, runner, pricing),
      printer: stack.use(openPrinter()),
      recall,
    }
  },
  handlers: {
    ...cartHandlers,
    placeOrder,
    payOrder,
    readOrder,
    listOrders,
    readTimeline,
    followOrder,
    readGuestContacts,
    ...oversightHandlers,
    ...fulfilmentHandlers,
    cancelOrder,
    readCancellation,
    ...ruleHandlers,
  },
  reactions: [
    onAll(paymentProcessed, notePayments, { only: mayBeAwaited }),
    onAll(paymentFailed, notePayments, { only: mayBeAwaited }),
    onAll(paymentReimbursed, noteReimbursements),
  ],
  timers: [
    every<OrdersTools>(60_000, 'note abandoned carts', noteAbandoned),
    every<OrdersTools>(600_000, 'expire carts', expireCarts),
    every<OrdersTools>(500, 'resume checkouts', (context) => context.checkout.resumeDue(context)),
    every<OrdersTools>(500, 'resume cancellations', (context) => context.cancellation.resumeDue(context)),
    every<OrdersTools>(500, 'resume returns', (context) => context.returning.resumeDue(context)),
  ],
  laws,
})
