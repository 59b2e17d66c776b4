import { setImmediate } from 'node:timers/promises'
import { expect, inject, test, vi } from 'vitest'
import { newId } from '#subjects/id.ts'
import { readCart } from '#subjects/carts.ts'
import { archiveProduct } from '#subjects/products.ts'
import { deniedKey } from '#subjects/session.ts'
import { startEdge, type TestEdge } from './test-edge.ts'
import { emptyCart } from './test-example.ts'
import { openLine } from './test-line.ts'

/** Logs in `count` customers, whose carts can be read. */
async function logInMany(edge: TestEdge, count: number) {
  await edge.answer(readCart, async () => emptyCart)
  const sessions = Array.from({ length: count }, (_, number) => `ses_${number}`)
  const tokens = await Promise.all(sessions.map((sid) => edge.signer.token({ sid })))
  const statuses = () => Promise.all(tokens.map(async (token) => (await readCartWith(edge, token)).statusCode))
  const end = () => Promise.all(sessions.map((sid) => edge.redis.set(deniedKey(sid), '1')))
  return { statuses, end }
}

const readCartWith = (edge: TestEdge, token: string) =>
  edge.app.inject({ url: '/cart', headers: { authorization: `Bearer ${token}` } })

/** A write by staff is refused until it is known which logins have ended. */
async function denylistAnswers(edge: TestEdge) {
  await edge.answer(archiveProduct, async () => null)
  const token = await edge.signer.token({ role: 'staff', sid: 'ses_staff' })
  const headers = { authorization: `Bearer ${token}`, 'if-match': '*' }
  await vi.waitFor(async () => {
    const response = await edge.app.inject({ method: 'DELETE', url: `/products/${newId('prd')}`, headers })
    expect(response.statusCode).toBe(204)
  }, 5_000)
}

const times = <T>(count: number, value: T) => Array.from({ length: count }, () => value)

test('a login that has ended is refused, too, while Redis takes its time', async () => {
  await using line = await openLine(inject('redisUrl'), 100)
  await using edge = await startEdge({ redisUrl: line.url })
  const { statuses, end } = await logInMany(edge, 10)
  await denylistAnswers(edge)
  expect(await statuses()).toEqual(times(10, 200))
  await end()
  expect(await statuses()).toEqual(times(10, 401))
})

test.each([0, 2])(
  'a login that has ended is refused, too, when the edge stood still %s turns after it was asked about',
  async (turns) => {
    await using edge = await startEdge()
    const { statuses, end } = await logInMany(edge, 10)
    expect(await statuses()).toEqual(times(10, 200))
    await end()
    const answers = statuses()
    for (let turn = 0; turn < turns; turn++) await setImmediate()
    const until = performance.now() + 800
    while (performance.now() < until);
    expect(await answers).toEqual(times(10, 401))
  },
)

test('trouble with the cache does not keep the denylist from being asked', async () => {
  await using line = await openLine(inject('redisUrl'), 200)
  await using edge = await startEdge({ redisUrl: line.url })
  const { statuses, end } = await logInMany(edge, 3)
  await denylistAnswers(edge)
  await vi.waitFor(() => expect(edge.logged.join()).toContain('reads go to the actors'), 10_000)
  await end()
  expect(await statuses()).toEqual(times(3, 401))
})

test('a login that was seen to have ended stays so while Redis is away', async () => {
  await using line = await openLine(inject('redisUrl'))
  await using edge = await startEdge({ redisUrl: line.url })
  const { statuses, end } = await logInMany(edge, 3)
  await denylistAnswers(edge)
  await end()
  expect(await statuses()).toEqual(times(3, 401))
  line.cut()
  const other = await edge.signer.token({ sid: 'ses_other' })
  expect((await readCartWith(edge, other)).statusCode).toBe(200)
  expect(await statuses()).toEqual(times(3, 401))
})
