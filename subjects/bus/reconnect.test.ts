import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { startNats } from '#compose/local/nats.ts'
import { freePort } from '#compose/local/ports.ts'
import { connectBus } from '../bus.ts'

test('a client finds the broker again at once, also when the time of day was set back an hour meanwhile', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-reconnect-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const options = { storeDir: join(dir, 'nats'), port: await freePort(), binary: inject('natsServer') }
  const broker = await startNats(options)
  const { now } = Date
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now() + 3_600_000)
  onTestFinished(() => clock.mockRestore())
  await using bus = await connectBus({ url: broker.url, name: 'test' })

  await broker[Symbol.asyncDispose]()
  clock.mockRestore()
  await using again = await startNats(options)

  await expect.poll(() => bus.connected(), { timeout: 5_000 }).toBe(true)
  expect(again.url).toBe(broker.url)
})
