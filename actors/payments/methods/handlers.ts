import { detachPaymentMethod } from './detach-method.ts'
import { listPaymentMethods, readPaymentMethod } from './list-methods.ts'
import { makePaymentMethodDefault } from './make-default.ts'
import { setUpPaymentMethod } from './set-up-method.ts'

/** What is answered about the cards that are kept for customers. */
export const methodHandlers = {
  setUpPaymentMethod,
  listPaymentMethods,
  readPaymentMethod,
  makePaymentMethodDefault,
  detachPaymentMethod,
}
