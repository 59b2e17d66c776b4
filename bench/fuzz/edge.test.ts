import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { startStack } from '#compose/local/stack.ts'
import { fuzz } from './fuzz.ts'

/** The same for everybody, so that a change is judged by what it changed; `npm run fuzz` takes another seed each time. */
const seed = Number(process.env['SEED'] ?? 15_634)
const requests = Number(process.env['REQUESTS'] ?? 8_000)

/** Operations that do nothing for a request that is made from the description alone. */
const outOfReach = ['receiveWebhook'] // It needs the provider's signature.
/**
 * Those that do something for few of them: they need a coupon that is good for the goods in one cart, an order that is stuck or
 * whose card was declined, or one that stays confirmed until it is sent, comes back or is paid back, though others call it off.
 * Each is proven by the story of the late examples (`compose/late-documents.test.ts`).
 */
const seldom = [
  'putCartCoupon',
  'payOrder',
  'shipOrder',
  'deliverShipment',
  'requestReturn',
  'reimbursePayment',
  'resolveOrder',
  'readReturn',
  'approveReturn',
  'refuseReturn',
  'receiveReturn',
  'readCreditNote',
]

/** What comes of a system that is too busy, or broken: not of any request. */
const misfortunes = ['429', '500', '503', '504']

test(`the edge does what its description says, and nothing else (SEED=${seed})`, { timeout: 240_000 }, async () => {
  // All of it comes from one address.
  vi.stubEnv('RATE_LIMITS', 'x10000')
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-fuzz-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(dir, { recursive: true, force: true }))
  const { urls } = stack.use(await startStack({ dir, port: 0 }))

  const { findings, answers, unseen } = await fuzz(urls, { requests, seed })

  expect(findings).toEqual([])
  // Or it would have found nothing because it never came far: every operation did its work, and each kind of answer was given.
  const [seen, never] = [Object.keys(answers), unseen].map((all) => all.map((answer) => answer.split(' ')))
  const isGood = (status = '') => status.startsWith('2')
  const served = seen?.flatMap(([operation, status]) => (isGood(status) ? [operation] : []))
  const idle = never?.flatMap(([operation, status]) =>
    isGood(status) && !served?.includes(operation) ? [operation] : [],
  )
  expect(idle?.filter((operation = '') => !seldom.includes(operation))).toEqual(outOfReach)
  const statuses = [...misfortunes, ...(seen?.map(([, status]) => status) ?? [])]
  expect(never?.filter(([, status]) => !statuses.includes(status))).toEqual([])
})
