import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Customer } from '../../customers.ts'
import type { Answer, Call } from '../../http.ts'
import { shippingAddress } from '../../scenarios/checkout.ts'
import { type Recorded, recordOf, type Wanting } from '../history.ts'
import type { Random } from '../random.ts'
import type { Insist } from './insist.ts'

/** How a shopper is known: by a login, or by nothing but a cart. */
export type Shopper = {
  readonly id: string
  /** What goes along with each call; nothing while logging in does not work. */
  credentials(): Promise<Pick<Call, 'token' | 'headers'> | undefined>
  /** Where to write to, of guests. */
  readonly email?: string
}

export type Shopping = {
  readonly shopper: Shopper
  readonly insist: Insist
  readonly want: Wanting
  readonly random: Random
  readonly skus: readonly string[]
  readonly record: (...told: readonly Recorded[]) => void
  readonly onRude: (what: string) => void
  readonly nextKey: () => string
  /** The login of somebody else, for what is none of theirs. */
  readonly stranger: () => Promise<Pick<Call, 'token' | 'headers'> | undefined>
}

/** Of orders: wanted twice at once, under one key or two, or under the same key once more with other words. */
const [doubled, doubledUnderTwoKeys, reworded] = [0.15, 0.1, 0.08]
/** Called off at once, while they are being placed, or afterwards; with a card that is declined; looked at by a stranger. */
const [calledOffAtOnce, calledOff, declined, lookedAt] = [0.1, 0.2, 0.1, 0.1]

export const customerOf = (customer: Customer): Shopper => ({
  id: customer.id,
  credentials: () =>
    customer.token().then(
      (token) => ({ token }),
      () => undefined,
    ),
})

/** Puts something into the cart, orders it, and perhaps thinks again. */
export async function shopOnce(shopping: Shopping): Promise<void> {
  const { shopper, insist, random, skus, record } = shopping
  const known = await shopper.credentials()
  if (!known) return
  for (let lines = random.between(1, 3); lines > 0; lines--) {
    const body = { quantity: random.between(1, 2) }
    const put = await insist(`PUT /cart/lines/${random.one(skus)}`, { ...known, body })
    if (put?.status !== 200) return
  }
  const told = await order(shopping, known)
  record(...told)
  const placed = told.find(({ outcome }) => outcome === 'ok')
  if (!placed?.orderId) return
  if (random.part() < lookedAt) await lookAt(shopping, placed.orderId)
  const isAtOnce = placed.status === 'pending'
  if (isAtOnce || random.part() < calledOff) await callOff(shopping, known, placed.orderId)
}

async function order(shopping: Shopping, known: object): Promise<readonly Recorded[]> {
  const { shopper, insist, want, random, nextKey } = shopping
  const paymentMethod = random.part() < declined ? 'pm_card_chargeDeclined' : 'pm_card_visa'
  const body = { paymentMethod, shippingAddress, ...(shopper.email !== undefined && { email: shopper.email }) }
  const headers = { ...(known as Pick<Call, 'headers'>).headers, prefer: 'respond-async' }
  const hurry = random.part() < calledOffAtOnce ? { headers } : {}
  // Whoever orders twice under two keys may be too late for a cart.
  const place = (key: string, more: object = {}, expected = 'cart-empty') =>
    insist('POST /orders', { ...known, ...hurry, key, body: { ...body, ...more } }, expected)
  const about = (key: string) => ({ customerId: shopper.id, what: 'order', key }) as const
  const ask = (key: string) => want(about(key), () => place(key))
  const key = nextKey()
  const chance = random.part()
  if (chance < doubled) return Promise.all([ask(key), ask(key)])
  if (chance < doubled + doubledUnderTwoKeys) return Promise.all([ask(key), ask(nextKey())])
  const told = await ask(key)
  if (random.part() < reworded && told.outcome === 'ok')
    await reword(shopping, recordOf(await place(key, { remark: 'Please hurry' }, 'idempotency-key-reused'), about(key)))
  return [told]
}

/** The same key with other words is another wish, and refused. */
async function reword({ onRude }: Shopping, { outcome, code }: Recorded): Promise<void> {
  const isRefused = outcome === 'refused' && code === 'idempotency-key-reused'
  if (outcome !== 'unknown' && !isRefused) onRude(`a key was good for another order as well: ${outcome} ${code ?? ''}`)
}

async function callOff({ shopper, insist, want, random, record }: Shopping, known: object, orderId: string) {
  const call = { ...known, key: randomUUID(), body: { reason: 'second thoughts' } }
  const about = { customerId: shopper.id, what: 'cancel', key: call.key, orderId } as const
  const ask = () => want(about, () => insist(`POST /orders/${orderId}/cancellation`, call))
  record(...(await Promise.all(random.part() < doubled ? [ask(), ask()] : [ask()])))
}

/** To anybody else there is no such order. */
async function lookAt({ insist, stranger, onRude }: Shopping, orderId: string): Promise<void> {
  const known = await stranger()
  const answer: Answer | undefined = known && (await insist(`GET /orders/${orderId}`, known, 'not-found'))
  if (answer && answer.status < 400) onRude(`GET /orders/… of somebody else was answered ${answer.status}`)
}

/** Some look only, at what everybody looks at. */
export async function browseOnce({
  insist,
  random,
  onRude,
}: Pick<Shopping, 'insist' | 'random' | 'onRude'>): Promise<void> {
  const line = random.one(['GET /products?limit=20', 'GET /products?q=mug', 'GET /categories'])
  const answer = await insist(line, {})
  const items = answer?.status === 200 ? itemsIn(answer) : undefined
  if (answer && !Array.isArray(items)) onRude(`${line} answered ${answer.status} with ${answer.text.slice(0, 60)}`)
  await sleep(random.between(0, 100))
}

function itemsIn(answer: Answer): unknown {
  try {
    return (answer.json() as { items?: unknown }).items
  } catch {
    return undefined
  }
}
