import type { Template } from './letter.ts'
import { cartAbandonedMail } from './templates/cart-abandoned.ts'
import { message } from './templates/message.ts'
import { orderCancelledMail } from './templates/order-cancelled.ts'
import { orderConfirmedMail } from './templates/order-confirmed.ts'
import { orderDeliveredMail } from './templates/order-delivered.ts'
import { orderExchangeFailedMail } from './templates/order-exchange-failed.ts'
import { orderFailedMail } from './templates/order-failed.ts'
import { orderRefundedMail } from './templates/order-refunded.ts'
import { orderReimbursedMail } from './templates/order-reimbursed.ts'
import { orderShippedMail } from './templates/order-shipped.ts'
import { paymentDisputedMail } from './templates/payment-disputed.ts'
import { paymentLapsedMail } from './templates/payment-lapsed.ts'
import { paymentToConfirmMail } from './templates/payment-to-confirm.ts'
import { stockLowMail } from './templates/stock-low.ts'
import { stockReturnedMail } from './templates/stock-returned.ts'
import { welcome } from './templates/welcome.ts'

/** Every kind of mail there is. A name stands in rows that are queued, so it outlives a version of this list. */
export const templates: readonly Template<never>[] = [
  welcome,
  orderConfirmedMail,
  orderFailedMail,
  orderCancelledMail,
  cartAbandonedMail,
  orderShippedMail,
  orderDeliveredMail,
  orderRefundedMail,
  orderReimbursedMail,
  orderExchangeFailedMail,
  paymentToConfirmMail,
  stockLowMail,
  stockReturnedMail,
  paymentDisputedMail,
  paymentLapsedMail,
  message,
]
