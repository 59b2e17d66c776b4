import { mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, onTestFinished, test } from 'vitest'
import { startNats } from '#compose/local/nats.ts'
import { connectBus } from '../bus.ts'

/** A way to a broker that can freeze: it then takes connections, and carries nothing until it thaws. */
async function openWay(port: number) {
  const open = new Set<Socket>()
  const waiting: (() => void)[] = []
  let isFrozen = false
  const server = createServer((client) => {
    open.add(client)
    client.on('error', () => {})
    client.on('close', () => open.delete(client))
    const carry = () => {
      const broker = connect(port, '127.0.0.1')
      broker.on('error', () => client.destroy())
      broker.on('close', () => client.destroy())
      client.on('close', () => broker.destroy())
      client.pipe(broker).pipe(client)
    }
    if (isFrozen) waiting.push(carry)
    else carry()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const one of open) one.destroy()
    server.close()
  })
  const { port: ours } = server.address() as { port: number }
  return {
    url: `nats://127.0.0.1:${ours}`,
    open: () => open.size,
    waiting: () => waiting.length,
    freeze() {
      isFrozen = true
      for (const one of open) one.destroy()
    },
    thaw() {
      isFrozen = false
      for (const carry of waiting.splice(0)) carry()
    },
  }
}

/** A broker hangs up on whoever says nothing for two seconds. */
const hungUpMs = 3_500

test('a client that gave up on a frozen broker has one connection afterwards', { timeout: 30_000 }, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-connection-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  await using broker = await startNats({ storeDir: join(dir, 'nats'), binary: inject('natsServer') })
  const way = await openWay(Number(new URL(broker.url).port))
  await using bus = await connectBus({ url: way.url, name: 'test' })
  let returns = 0
  bus.onReconnect(() => (returns += 1))

  way.freeze()
  await expect.poll(() => way.waiting(), { timeout: 10_000 }).toBeGreaterThan(1)
  way.thaw()
  await expect.poll(() => bus.connected(), { timeout: 10_000 }).toBe(true)
  await sleep(hungUpMs)

  expect([returns, way.open(), bus.connected()]).toEqual([1, 1, true])
})
