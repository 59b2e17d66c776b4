import { sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderHolds } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/inventory.ts'
import { Problem, timedOut } from '#subjects/problem.ts'
import { inventory } from './actor.ts'
import { type Shelves, startShelves } from './test-shelves.ts'

const seed = Number(process.env['SEED'] ?? 2026)

const skus = ['AA', 'BB', 'CC', 'DD', 'EE']
const wanted = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...skus), fc.integer({ min: 1, max: 3 })), {
    minLength: 1,
    selector: ([sku]) => sku,
  })
  .map((entries) => Object.fromEntries(entries))
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('reserve' as const), holdSeconds: fc.constantFrom(1, 60) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('secure' as const, 'commit' as const, 'release' as const) }),
  },
)
const order = fc.record({ wanted, steps: fc.array(step), manner: fc.constantFrom('in turn', 'twice', 'together') })
const adjustment = fc.tuple(fc.constantFrom(...skus), fc.constantFrom(-2, -1, 1, 2))

type Order = typeof order extends fc.Arbitrary<infer T> ? T : never

async function perform(shelves: Shelves, orderId: string, wanted: Order['wanted'], step: Order['steps'][number]) {
  if (step.kind === 'reserve') await shelves.reserve(orderId, wanted, step.holdSeconds)
  else await shelves.tools.request(ends[step.kind], { orderId })
}

const ends = { secure: subject.secureStock, commit: subject.commitStock, release: subject.releaseStock }

/** A request that timed out may have taken effect or not: the laws hold either way, and so does the order's next step. */
const refusals = [subject.outOfStock, subject.reservationLost, subject.stockTaken, subject.stockTooLow, timedOut]

test(`stock adds up after a storm of everything at once, over four instances and one that leaves (SEED=${seed})`, async () => {
  await using shelves = await startShelves(Object.fromEntries(skus.map((sku) => [sku, 40])), 4)
  const leaving = await shelves.start(inventory)
  const unexpected: unknown[] = []
  const refused = (error: unknown) => {
    if (!(error instanceof Problem) || !refusals.some(({ matches }) => matches(error))) unexpected.push(error)
  }
  const shopping = fc.sample(order, { seed, numRuns: 200 }).map(async ({ wanted, steps, manner }) => {
    const orderId = newId('ord')
    const act = (step: Order['steps'][number]) => perform(shelves, orderId, wanted, step).catch(refused)
    if (manner === 'together') await Promise.all(steps.map(act))
    else for (const step of steps) await Promise.all(manner === 'twice' ? [act(step), act(step)] : [act(step)])
  })
  const counting = fc.sample(fc.array(adjustment), { seed, numRuns: 10 }).map(async (adjustments) => {
    for (const [sku, delta] of adjustments) await shelves.adjust(sku, delta).catch(refused)
  })
  await Promise.all([...shopping, ...counting, leaving[Symbol.asyncDispose]()])

  expect(unexpected).toEqual([])
  const holds = await shelves.db('inventory').select({ status: orderHolds.status }).from(orderHolds)
  expect(new Set(holds.map(({ status }) => status))).toEqual(new Set(['held', 'committing', 'committed', 'released']))
  const [database] = await shelves
    .db('inventory')
    .execute(sql`select deadlocks::int from pg_stat_database where datname = current_database()`)
  expect(database).toEqual({ deadlocks: 0 })
})
