import { cartAbandoned } from '#subjects/carts.ts'
import { stockLow } from '#subjects/inventory.ts'
import { readStockRules } from '#subjects/locations.ts'
import * as subject from '#subjects/notifications.ts'
import { orderDelivered, orderExchangeFailed, orderShipped } from '#subjects/fulfilment.ts'
import { orderReimbursed } from '#subjects/order-payment.ts'
import { orderAwaitingPayment, orderCancelled, orderConfirmed, orderFailed, orderRefunded } from '#subjects/orders.ts'
import { paymentDisputed, paymentLapsed } from '#subjects/payments.ts'
import { userRegistered } from '#subjects/users.ts'
import { actor, every } from '../actor.ts'
import { followNotifications } from './follow-notifications.ts'
import { laws } from './laws.ts'
import { listNotifications } from './list-notifications.ts'
import { mailOn } from './mail-on.ts'
import { mailStaffOn } from './mail-staff-on.ts'
import { mailWhoWaited } from './mail-who-waited.ts'
import { putPreferences } from './put-preferences.ts'
import { readPreferences } from './read-preferences.ts'
import { sendMails } from './send-mails.ts'
import { cartAbandonedMail } from './templates/cart-abandoned.ts'
import { message } from './templates/message.ts'
import { paymentDisputedMail } from './templates/payment-disputed.ts'
import { paymentLapsedMail } from './templates/payment-lapsed.ts'
import { orderCancelledMail } from './templates/order-cancelled.ts'
import { orderConfirmedMail } from './templates/order-confirmed.ts'
import { orderDeliveredMail } from './templates/order-delivered.ts'
import { orderExchangeFailedMail } from './templates/order-exchange-failed.ts'
import { orderFailedMail } from './templates/order-failed.ts'
import { orderRefundedMail } from './templates/order-refunded.ts'
import { orderReimbursedMail } from './templates/order-reimbursed.ts'
import { orderShippedMail } from './templates/order-shipped.ts'
import { paymentToConfirmMail } from './templates/payment-to-confirm.ts'
import { stockLowMail } from './templates/stock-low.ts'
import { welcome } from './templates/welcome.ts'
import { env, openTools } from './tools.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Writes to people about what concerns them, each thing once. */
export const notifications = actor({
  name: 'notifications',
  contracts: subject,
  env,
  tools: openTools,
  handlers: { listNotifications, followNotifications, readPreferences, putPreferences, unsubscribe },
  reactions: [
    mailOn(userRegistered, welcome, ({ userId }) => ({ userId, data: {} })),
    mailOn(orderConfirmed, orderConfirmedMail, ({ customerId, number, lines, total, exchangeOf }) => ({
      userId: customerId,
      data: { number, lines, total, isExchange: exchangeOf !== undefined },
    })),
    // Who got the outcome as the answer to the order itself needs no mail about it.
    mailOn(orderFailed, orderFailedMail, ({ customerId, customerWaited, number, reason, exchangeOf }) =>
      customerWaited
        ? { userId: customerId, data: { number, reason, isExchange: exchangeOf !== undefined } }
        : undefined,
    ),
    // Whoever orders by themselves is told to confirm it by the answer to the order.
    mailOn(orderAwaitingPayment, paymentToConfirmMail, ({ customerId, number, exchangeOf }) =>
      exchangeOf === undefined ? undefined : { userId: customerId, data: { number } },
    ),
    mailOn(orderCancelled, orderCancelledMail, ({ customerId, number }) => ({ userId: customerId, data: { number } })),
    mailOn(cartAbandoned, cartAbandonedMail, ({ customerId, pieces }) => ({ userId: customerId, data: { pieces } })),
    mailOn(orderShipped, orderShippedMail, ({ customerId, number, status, parcel, lines, ...sent }) => {
      const { carrier, trackingNumber, trackingUrl } = sent
      const tracking = { ...(trackingNumber && { trackingNumber }), ...(trackingUrl && { trackingUrl }) }
      const named = parcel.map(({ sku, quantity }) => {
        const { name = sku, title = name } = lines.find((line) => line.sku === sku) ?? {}
        return { quantity, label: title === name ? name : `${name}, ${title}` }
      })
      const data = { number, parcel: named, carrier, ...tracking, isLast: status === 'shipped' }
      return { userId: customerId, data }
    }),
    mailOn(orderDelivered, orderDeliveredMail, ({ customerId, number }) => ({ userId: customerId, data: { number } })),
    // Who has called an order off was told that the money comes back.
    mailOn(orderRefunded, orderRefundedMail, ({ customerId, number, amount, cause }) =>
      cause === 'return' ? { userId: customerId, data: { number, amount } } : undefined,
    ),
    mailOn(orderReimbursed, orderReimbursedMail, ({ customerId, number, amount, reason }) => ({
      userId: customerId,
      data: { number, amount, ...(reason !== undefined && { reason }) },
    })),
    mailOn(orderExchangeFailed, orderExchangeFailedMail, ({ customerId, number, reason }) => ({
      userId: customerId,
      data: { number, reason },
    })),
    mailStaffOn(
      stockLow,
      stockLowMail,
      ({ sku, available, threshold }) => ({ sku, available, threshold }),
      async (request) => (await request(readStockRules, {})).lowStockMailTo,
    ),
    mailWhoWaited,
    mailStaffOn(paymentDisputed, paymentDisputedMail, (dispute) => dispute),
    mailStaffOn(paymentLapsed, paymentLapsedMail, (lapse) => lapse),
    mailOn(subject.notificationSend, message, ({ userId, ...data }) => ({ userId, data })),
  ],
  timers: [every(1_000, 'send mails', sendMails)],
  laws,
})
