import * as fc from 'fast-check'
import { mainLocationId } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/inventory.ts'
import { updateLocation, updateStockRules } from '#subjects/locations.ts'
import {
  abandonStocktake,
  countStocktake,
  importStock,
  openStocktake,
  receiveStock,
  transferStock,
} from '#subjects/stock-keeping.ts'
import { staff } from '../world.ts'
import type { Shelves } from './test-shelves.ts'

export const skus = ['AA', 'BB', 'CC', 'DD', 'EE']

const sku = fc.constantFrom(...skus)
const some = fc.integer({ min: 1, max: 3 })
const wanted = fc
  .uniqueArray(fc.tuple(sku, some), { minLength: 1, selector: ([sku]) => sku })
  .map((entries) => Object.fromEntries(entries))
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reserve' as const), holdSeconds: fc.constantFrom(1, 60) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'extend' as const,
        'secure' as const,
        'secure' as const,
        'commit' as const,
        'commit' as const,
        'release' as const,
        'restock' as const,
      ),
    }),
  },
)

/** What becomes of an order, and whether its messages come in turn, twice, or in any order. */
export const order = fc.record({
  wanted,
  steps: fc.array(step),
  manner: fc.constantFrom('in turn', 'twice', 'together'),
})

/** What somebody of the staff does meanwhile; a location is one of two. */
export const deed = fc.record({
  kind: fc.constantFrom(
    'adjust',
    'receive',
    'transfer',
    'count',
    'abandon',
    'import',
    'policy',
    'watch',
    'close',
    'rule',
  ),
  sku,
  some,
  isBack: fc.boolean(),
})

type Order = typeof order extends fc.Arbitrary<infer T> ? T : never
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never

/** Takes one step of an order. Goods come back at most once: the order's return has one name. */
export async function take(shelves: Shelves, orderId: string, { wanted }: Order, step: Order['steps'][number]) {
  const { kind } = step
  const { request } = shelves.tools
  const lines = Object.entries(wanted).map(([sku, quantity]) => ({ sku, quantity }))
  if (kind === 'reserve') return shelves.reserve(orderId, wanted, step.holdSeconds)
  if (kind === 'extend')
    return request(subject.extendHold, { orderId, until: new Date(Date.now() + 5_000).toISOString() })
  if (kind === 'restock')
    return request(subject.restockStock, { reference: `back ${orderId}`, reason: 'return', lines })
  return request(ends[kind], { orderId })
}

const ends = { secure: subject.secureStock, commit: subject.commitStock, release: subject.releaseStock }

/** Does what somebody of the staff does, under a key that tells it from every other deed. */
export async function perform(shelves: Shelves, cellar: string, { kind, sku, some, isBack }: Deed): Promise<void> {
  const { request } = shelves.as(staff)
  const key = { idempotencyKey: newId('key') }
  const ways = isBack ? [cellar, mainLocationId] : [mainLocationId, cellar]
  const [fromLocationId = '', toLocationId = ''] = ways
  const any = { ifVersion: '*' as const }
  const deeds: Record<Deed['kind'], () => Promise<unknown>> = {
    adjust: () => request(subject.adjustStock, { sku, delta: isBack ? some : -some }, key),
    receive: () => request(receiveStock, { sku, quantity: some, locationId: toLocationId }, key),
    transfer: () => request(transferStock, { sku, quantity: some, fromLocationId, toLocationId }, key),
    count: async () => {
      const { id, expected } = await request(openStocktake, { sku, locationId: fromLocationId }, key)
      const counted = Math.max(0, expected + (isBack ? some : -some))
      await request(countStocktake, { stocktakeId: id, counted }, { idempotencyKey: newId('key') })
    },
    abandon: async () => {
      const { id } = await request(openStocktake, { sku, locationId: fromLocationId }, key)
      await request(abandonStocktake, { stocktakeId: id })
    },
    import: () => {
      const rows = skus.map((each) => `${each},${isBack ? 'CELLAR' : ''},${30 + some}`)
      return request(importStock, { format: 'csv', content: ['sku,location,onHand', ...rows].join('\n') }, key)
    },
    policy: () => {
      const policy = isBack ? ({ kind: 'deny' } as const) : ({ kind: 'backorder', limit: 2 * some } as const)
      return request(subject.updateStock, { sku, policy }, any)
    },
    watch: () => request(subject.updateStock, { sku, threshold: 10 * some }, any),
    close: async () => {
      await request(updateLocation, { locationId: cellar, active: false }, any)
      await request(updateLocation, { locationId: cellar, active: true }, any)
    },
    rule: () => request(updateStockRules, { allocation: isBack ? 'fewest-parcels' : 'priority' }, any),
  }
  await deeds[kind]()
}
