import type { Command, Remembered } from '#db/idempotency.ts'
import type { SagaRunner } from '../saga.ts'
import type { Acceptance } from './accept-order.ts'
import type { Cancelling } from './cancellation.ts'
import type { Patience } from './carts/forgotten-carts.ts'
import type { Carts } from './carts/open-carts.ts'
import type { Checkout } from './checkout.ts'
import type { Printer } from './documents/printer.ts'
import type { Returning } from './fulfilment/returning.ts'
import type { Pricing } from './price-sight.ts'

/** What the handlers of orders work with besides their context. */
export type OrdersTools = Pricing & {
  readonly checkout: SagaRunner<Checkout>
  readonly cancellation: SagaRunner<Cancelling>
  readonly returning: SagaRunner<Returning>
  readonly accept: Acceptance
  readonly printer: Printer
  /** What is remembered of a command; whoever asks at the same time shares the statement. */
  readonly recall: (command: Command) => Promise<Remembered | undefined>
  readonly carts: Carts
  readonly patience: Patience
}
