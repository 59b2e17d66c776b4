import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sagas } from '#db/messages.ts'
import { orders as orderRows } from '#db/orders/schema.ts'
import { inventory } from './inventory/actor.ts'
import { payments } from './payments/actor.ts'
import { around, openShop, type Shop } from './shop.ts'

const requests = [
  'req.inventory.reserve',
  'req.payments.authorize',
  'req.inventory.secure',
  'req.inventory.commit',
  'req.payments.capture',
]
const points = requests.flatMap((name) => [`before ${name}`, `after ${name}`])

/** Stops one order at each point of checkout, until it is opened. */
function turnstile() {
  const pointOf = new Map<string, string>()
  const stopped = new Set<string>()
  const opened = Promise.withResolvers<void>()
  return {
    stopped,
    open: () => opened.resolve(),
    pass: async (moment: string, name: string, input: unknown) => {
      const [{ orderId }, point] = [input as { orderId: string }, `${moment} ${name}`]
      if (!pointOf.has(orderId)) pointOf.set(orderId, points[pointOf.size] ?? 'nowhere')
      if (pointOf.get(orderId) !== point) return
      stopped.add(point)
      await opened.promise
    },
  }
}

async function startOrders({ world }: Shop): Promise<ChildProcess> {
  const env = {
    ...process.env,
    NATS_URL: world.natsUrl,
    ORDERS_DATABASE_URL: world.databaseUrl('orders'),
    METRICS_PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(process.execPath, ['actors/main.ts', 'orders'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const chunk of child.stdout) if (String(chunk).includes('"started"')) break
  child.stdout.resume()
  return child
}

test('orders killed with SIGKILL at every point of checkout come to their end by themselves', {
  timeout: 90_000,
}, async () => {
  const gate = turnstile()
  await using shop = await openShop({
    inventory: around(inventory, requests, gate.pass),
    payments: around(payments, requests, gate.pass),
    orders: false,
  })
  const first = await startOrders(shop)
  const buyers = await Promise.all(points.map(() => shop.customerWith({ MUG: 1 })))
  const cut = buyers.map((buyer) => shop.place(buyer).catch(() => undefined))
  await expect.poll(() => [...gate.stopped].sort(), { timeout: 20_000 }).toEqual([...points].sort())

  first.kill('SIGKILL')
  await once(first, 'exit')
  const second = await startOrders(shop)
  gate.open()
  await expect
    .poll(() => shop.world.db('orders').$count(sagas, eq(sagas.state, 'done')), { timeout: 45_000 })
    .toBe(points.length)
  await Promise.all(cut)
  await shop.world.settle()

  expect(await shop.world.db('orders').$count(orderRows, eq(orderRows.status, 'confirmed'))).toBe(points.length)
  expect((await shop.books()).captures).toBe(points.length)
  expect(await shop.offenders()).toEqual([])
  second.kill('SIGTERM')
  expect(await once(second, 'exit')).toEqual([0, null])
})
