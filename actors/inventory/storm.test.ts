import { eq, sql } from 'drizzle-orm'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { orderHolds, stockImports, stockMovements } from '#db/inventory/schema.ts'
import { newId } from '#subjects/id.ts'
import * as subject from '#subjects/inventory.ts'
import { createLocation } from '#subjects/locations.ts'
import { Problem, timedOut, unavailable } from '#subjects/problem.ts'
import { stocktakeClosed, stocktakeOpen } from '#subjects/stock-keeping.ts'
import { staff } from '../world.ts'
import { startInstance } from './test-instances.ts'
import { startShelves } from './test-shelves.ts'
import { deed, order, perform, skus, take } from './test-storm.ts'

const seed = Number(process.env['SEED'] ?? 2026)

/** A request that timed out may have taken effect or not: the laws hold either way, and so does what follows it. */
const refusals = [
  subject.outOfStock,
  subject.reservationLost,
  subject.stockOwed,
  subject.stockTaken,
  subject.stockTooLow,
  stocktakeOpen,
  stocktakeClosed,
  timedOut,
  unavailable,
]

test(`stock adds up after a storm of everything at once, over four instances of which two are killed again and again (SEED=${seed})`, {
  timeout: 90_000,
}, async () => {
  await using shelves = await startShelves(Object.fromEntries(skus.map((sku) => [sku, 40])), 2)
  const cellar = await shelves
    .as(staff)
    .request(createLocation, { code: 'CELLAR', name: 'The cellar', priority: 1 }, { idempotencyKey: 'cellar' })
  const mortals = await Promise.all([startInstance(shelves), startInstance(shelves)])
  await using stack = new AsyncDisposableStack()
  for (const mortal of mortals) stack.use(mortal)

  const unexpected: unknown[] = []
  const refused = (error: unknown) => {
    if (!(error instanceof Problem) || !refusals.some(({ matches }) => matches(error))) unexpected.push(error)
  }
  const sample = <T>(of: fc.Arbitrary<T>, numRuns: number) => fc.sample(of, { seed, numRuns })
  // What is done at once is bounded, so that the storm lasts while instances come and go.
  const shoppers = sample(fc.array(order, { minLength: 25, maxLength: 25 }), 12).map(async (orders) => {
    for (const one of orders) {
      const orderId = newId('ord')
      const act = (step: (typeof one.steps)[number]) => take(shelves, orderId, one, step).catch(refused)
      if (one.manner === 'together') await Promise.all(one.steps.map(act))
      else
        for (const step of one.steps) await Promise.all(one.manner === 'twice' ? [act(step), act(step)] : [act(step)])
    }
  })
  const clerks = sample(fc.array(deed, { minLength: 20, maxLength: 20 }), 4).map(async (deeds) => {
    for (const one of deeds) await perform(shelves, cellar.id, one).catch(refused)
  })
  const deaths = sample(fc.nat(mortals.length - 1), 4).reduce(
    (before, victim) => before.then(() => mortals[victim]?.replace()),
    Promise.resolve(),
  )
  await Promise.all([...shoppers, ...clerks, deaths])

  expect(unexpected).toEqual([])
  const db = shelves.db('inventory')
  await expect.poll(() => db.$count(stockImports, eq(stockImports.status, 'running')), { timeout: 10_000 }).toBe(0)
  await shelves.settle()
  const holds = await db.select({ status: orderHolds.status }).from(orderHolds)
  expect(new Set(holds.map(({ status }) => status))).toEqual(new Set(['held', 'committing', 'committed', 'released']))
  const moved = await db.selectDistinct({ reason: stockMovements.reason }).from(stockMovements)
  expect(moved.map(({ reason }) => reason).sort()).toEqual(
    ['adjustment', 'count', 'import', 'receipt', 'return', 'sale', 'transfer'].sort(),
  )
  const [database] = await db.execute(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  )
  expect(database).toEqual({ deadlocks: 0 })
})
