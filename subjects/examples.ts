import { type ActorName, contracts } from './contracts.ts'
import { inventory } from './examples/inventory.ts'
import { notifications } from './examples/notifications.ts'
import { orders } from './examples/orders.ts'
import { payments } from './examples/payments.ts'
import { products } from './examples/products.ts'
import { users } from './examples/users.ts'
import type { EventSubject, ExampleOf, ExamplesOf, RequestSubject } from './subject.ts'

const examples: { readonly [Actor in ActorName]: ExamplesOf<(typeof contracts)[Actor]> } = {
  users,
  products,
  orders,
  payments,
  inventory,
  notifications,
}

/** How a contract is used, for whoever describes it. All examples are of one story: Ada buys two enamel mugs. */
export const exampleOf = <S extends RequestSubject | EventSubject>(subject: S): ExampleOf<S> =>
  bySubject.get(subject) as ExampleOf<S>

const bySubject: ReadonlyMap<unknown, unknown> = new Map(
  Object.entries(examples).flatMap(([actor, told]) => {
    const declared: Readonly<Record<string, unknown>> = contracts[actor as ActorName]
    return Object.entries(told).map(([name, example]) => [declared[name], example] as const)
  }),
)
