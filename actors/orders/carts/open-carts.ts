import type { Db } from '#db/client.ts'
import { batching } from '../../batching.ts'
import { lookAtOpenCarts, type SeenCart } from './look-at-carts.ts'
import { type Put, type PutInto, putLines } from './put-lines.ts'

/** The carts of everybody who asks at the same time, which share their statements and their commits. */
export type Carts = {
  readonly look: (customerId: string) => Promise<SeenCart>
  readonly put: (put: Put) => Promise<PutInto>
}

export const openCarts = (db: Db): Carts => ({
  look: batching((customerIds: readonly string[]) => lookAtOpenCarts(db, customerIds)),
  put: batching((puts: readonly Put[]) => putLines(db, puts), { maxSize: 64 }),
})
