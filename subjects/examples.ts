import { contracts, type ServiceName } from './contracts.ts'
import { books } from './examples/books.ts'
import { carts } from './examples/carts.ts'
import { documents } from './examples/documents.ts'
import { fulfilment } from './examples/fulfilment.ts'
import { inventory } from './examples/inventory.ts'
import { locations } from './examples/locations.ts'
import { notifications } from './examples/notifications.ts'
import { orderPayment } from './examples/order-payment.ts'
import { orders } from './examples/orders.ts'
import { oversight } from './examples/oversight.ts'
import { paymentMethods } from './examples/payment-methods.ts'
import { payments } from './examples/payments.ts'
import { products } from './examples/products.ts'
import { promotions } from './examples/promotions.ts'
import { provisioner } from './examples/provisioner.ts'
import { reimbursements } from './examples/reimbursements.ts'
import { stockKeeping } from './examples/stock-keeping.ts'
import { stockViews } from './examples/stock-views.ts'
import { store } from './examples/store.ts'
import { users } from './examples/users.ts'
import type { EventSubject, ExampleOf, ExamplesOf, RequestSubject } from './subject.ts'

const examples: { readonly [Service in ServiceName]: ExamplesOf<(typeof contracts)[Service]> } = {
  users,
  products,
  orders: { ...carts, ...promotions, ...store, ...orders, ...orderPayment, ...fulfilment, ...documents, ...oversight },
  payments: { ...payments, ...reimbursements, ...paymentMethods, ...books },
  inventory: { ...inventory, ...stockViews, ...stockKeeping, ...locations },
  notifications,
  provisioner,
}

/** How a contract is used, for whoever describes it. All examples are of one story: Ada buys two enamel mugs. */
export const exampleOf = <S extends RequestSubject | EventSubject>(subject: S): ExampleOf<S> =>
  bySubject.get(subject) as ExampleOf<S>

const bySubject: ReadonlyMap<unknown, unknown> = new Map(
  Object.entries(examples).flatMap(([service, told]) => {
    const declared: Readonly<Record<string, unknown>> = contracts[service as ServiceName]
    return Object.entries(told).map(([name, example]) => [declared[name], example] as const)
  }),
)
