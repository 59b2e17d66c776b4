import type { scopedActors } from './api-key.ts'
import * as books from './books.ts'
import * as carts from './carts.ts'
import * as documents from './documents.ts'
import * as fulfilment from './fulfilment.ts'
import * as inventory from './inventory.ts'
import * as locations from './locations.ts'
import * as notifications from './notifications.ts'
import * as orderPayment from './order-payment.ts'
import * as orders from './orders.ts'
import * as oversight from './oversight.ts'
import * as paymentMethods from './payment-methods.ts'
import * as payments from './payments.ts'
import * as pricing from './pricing.ts'
import * as products from './products.ts'
import * as promotions from './promotions.ts'
import * as provisioner from './provisioner.ts'
import * as reimbursements from './reimbursements.ts'
import * as stockKeeping from './stock-keeping.ts'
import * as stockViews from './stock-views.ts'
import * as store from './store.ts'
import type { EventSubject, RequestSubject } from './subject.ts'
import * as users from './users.ts'

/** Everything that can be said, by the actor it belongs to, or by the one service that is none: it has no database. */
export const contracts = {
  users,
  products,
  orders: {
    ...carts,
    ...pricing,
    ...promotions,
    ...store,
    ...orders,
    ...orderPayment,
    ...fulfilment,
    ...documents,
    ...oversight,
  },
  payments: { ...payments, ...reimbursements, ...paymentMethods, ...books },
  inventory: { ...inventory, ...stockViews, ...stockKeeping, ...locations },
  notifications,
  provisioner,
} as const satisfies Readonly<Record<(typeof scopedActors)[number] | 'provisioner', object>>

export type ServiceName = keyof typeof contracts

export const serviceNames = Object.keys(contracts) as ServiceName[]

export type ActorName = Exclude<ServiceName, 'provisioner'>

export const actorNames = serviceNames.filter((name) => name !== 'provisioner')

/** What each of them is there for, in one sentence. */
export const purposes: Readonly<Record<ServiceName, string>> = {
  users: 'Accounts and logins, and the keys that access tokens are signed with.',
  products: 'The catalogue: what there is to buy, and what it costs.',
  orders: 'Carts, and what becomes of them.',
  payments: 'What was reserved, taken and given back at the payment provider.',
  inventory: 'What is on the shelves, what is held for orders, and why.',
  notifications: 'What is written to customers.',
  provisioner: 'The streams that events are kept on, and who reads from them.',
}

const declared = Object.values(contracts).flatMap((module) => Object.values<unknown>(module))

/** Every request there is, by name. */
export const requests: readonly RequestSubject[] = declared.filter((value) =>
  isSubject(value, 'request'),
) as RequestSubject[]

/** Every event there is, by name. */
export const events: readonly EventSubject[] = declared.filter((value) => isSubject(value, 'event')) as EventSubject[]

function isSubject(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}
