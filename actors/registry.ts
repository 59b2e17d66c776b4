import type { Actor } from './actor.ts'
import { inventory } from './inventory/actor.ts'
import { notifications } from './notifications/actor.ts'
import { orders } from './orders/actor.ts'
import { payments } from './payments/actor.ts'
import { products } from './products/actor.ts'
import { users } from './users/actor.ts'

/** Every actor there is, in the order of their ports: 8001 is the first one's. */
export const actors: readonly Actor[] = [users, products, orders, payments, inventory, notifications]
