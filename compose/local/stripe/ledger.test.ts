import { appendFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hold, startSandbox } from './test-sandbox.ts'

test('a restart keeps intents, charges, events, effects and the answers of keys', async () => {
  await using dir = await temporaryDir()
  const before = await startSandbox({ dataDir: dir.path })
  const held = await before.stripe.paymentIntents.create(hold, { idempotencyKey: 'auth:1' })
  const { effects } = await before.get('/sandbox/ledger')
  const { data: events } = await before.stripe.events.list()
  await before[Symbol.asyncDispose]()

  await using after = await startSandbox({ dataDir: dir.path })
  const { stripe } = after
  expect(await stripe.paymentIntents.retrieve(held.id)).toEqual(held)
  expect((await stripe.events.list()).data).toEqual(events)
  expect(await after.get('/sandbox/ledger')).toEqual({ effects })
  expect(await stripe.paymentIntents.create(hold, { idempotencyKey: 'auth:1' })).toEqual(held)
  expect((await stripe.paymentIntents.capture(held.id)).status).toBe('succeeded')
  expect((await stripe.paymentIntents.list()).data).toHaveLength(1)
})

test('a line cut short by a kill is skipped, and the next one is whole', async () => {
  await using dir = await temporaryDir()
  const first = await startSandbox({ dataDir: dir.path })
  const held = await first.stripe.paymentIntents.create(hold)
  await first[Symbol.asyncDispose]()
  await appendFile(join(dir.path, 'ledger.ndjson'), '{"objects":[{"id":"pi_torn"')

  const second = await startSandbox({ dataDir: dir.path })
  await second.stripe.paymentIntents.capture(held.id)
  await second[Symbol.asyncDispose]()

  await using third = await startSandbox({ dataDir: dir.path })
  expect((await third.stripe.paymentIntents.list()).data).toMatchObject([{ id: held.id, status: 'succeeded' }])
})

test('an event that was owed when the sandbox stopped is delivered after it starts again', async () => {
  await using dir = await temporaryDir()
  const nowhere = 'http://127.0.0.1:9/webhooks'
  const before = await startSandbox({ dataDir: dir.path, webhookUrl: nowhere })
  await before.stripe.paymentIntents.create({ amount: 500, currency: 'usd' })
  await before[Symbol.asyncDispose]()

  await using shop = await startSandbox()
  await using after = await startSandbox({ dataDir: dir.path, webhookUrl: `${shop.sandbox.url}/sandbox/faults` })
  await expect
    .poll(async () => (await after.get('/sandbox/webhooks')).deliveries)
    .toMatchObject([{ type: 'payment_intent.created', attempts: [{ status: 400 }] }])
})

async function temporaryDir() {
  const path = await mkdtemp(join(tmpdir(), 'tradewind-stripe-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
