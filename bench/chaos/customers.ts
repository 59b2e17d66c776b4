import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Customer } from '../customers.ts'
import { type Answer, type Call, type Client, codeOf } from '../http.ts'
import { shippingAddress } from '../scenarios/checkout.ts'
import type { Random } from './random.ts'

/** What somebody wanted done, under one key, and what they were told of it in the end. */
export type Recorded = {
  readonly customerId: string
  readonly what: 'order' | 'cancel'
  readonly key: string
  /** `unknown`: nobody answered in time, so it was done once or not at all. */
  readonly outcome: 'ok' | 'refused' | 'unknown'
  readonly status?: string
  readonly code?: string
  readonly orderId?: string
}

/** Somebody who does not give up for so long, asking the same under the same key, at one gateway or the other. */
const patienceMs = 45_000
const [soonestMs, latestMs] = [50, 1_000]
/** Of orders: twice at once, called off afterwards, with a card that is declined. */
const [doubled, calledOff, declined] = [0.15, 0.2, 0.1]

export type Crowd = {
  readonly history: readonly Recorded[]
  /** What was answered as no edge may, whatever goes wrong behind it. */
  readonly rude: readonly string[]
  /** Ends what is under way, and begins nothing more. */
  readonly finish: () => Promise<void>
}

type Means = {
  readonly clients: readonly Client[]
  readonly customers: readonly Customer[]
  readonly skus: readonly string[]
  readonly random: Random
}

/** Lets customers shop until they are told to finish. */
export function letShop({ clients, customers, skus, random }: Means): Crowd {
  const history: Recorded[] = []
  const rude: string[] = []
  const closing = new AbortController()

  const insist = async (line: string, call: Call): Promise<Answer | undefined> => {
    const until = performance.now() + patienceMs
    for (let tries = 0; performance.now() < until; tries++) {
      const client = random.one(clients)
      const answer = await client.call(line, call).catch(() => undefined)
      if (answer?.status === 500) rude.push(`${line.split('/', 2).join('/')} answered 500 ${codeOf(answer.text)}`)
      const passes = !answer || answer.status >= 500 || answer.status === 429 || isUnderWay(answer)
      if (!passes) return answer
      await sleep(Math.min(latestMs, soonestMs * 2 ** tries) * (0.5 + random.part()))
    }
    return undefined
  }

  const order = async (customer: Customer, token: string) => {
    const sku = random.one(skus)
    const put = await insist(`PUT /cart/lines/${sku}`, { token, body: { quantity: random.between(1, 2) } })
    if (put?.status !== 200) return undefined
    const paymentMethod = random.part() < declined ? 'pm_card_chargeDeclined' : 'pm_card_visa'
    const call = { token, key: randomUUID(), body: { paymentMethod, shippingAddress } }
    const ask = () => insist('POST /orders', call)
    const answers = await Promise.all(random.part() < doubled ? [ask(), ask()] : [ask()])
    const told = answers.map((answer) => recordOf(answer, { customer, what: 'order', key: call.key }))
    history.push(...told)
    return told.find(({ outcome }) => outcome === 'ok')?.orderId
  }

  const shop = async (customer: Customer) => {
    while (!closing.signal.aborted) {
      const token = await customer.token().catch(() => undefined)
      const orderId = token === undefined ? undefined : await order(customer, token)
      if (token !== undefined && orderId !== undefined && random.part() < calledOff) {
        const call = { token, key: randomUUID(), body: { reason: 'second thoughts' } }
        const answer = await insist(`POST /orders/${orderId}/cancellation`, call)
        history.push({ ...recordOf(answer, { customer, what: 'cancel', key: call.key }), orderId })
      }
      await sleep(random.between(20, 300))
    }
  }

  const all = Promise.all(customers.map(shop))
  return {
    history,
    rude,
    finish: async () => {
      closing.abort()
      await all
    },
  }
}

const isUnderWay = ({ status, text }: Answer) => status === 409 && codeOf(text) === 'request-in-progress'

type About = { readonly customer: Customer; readonly what: Recorded['what']; readonly key: string }

function recordOf(answer: Answer | undefined, { customer, what, key }: About): Recorded {
  const record = { customerId: customer.id, what, key }
  if (!answer) return { ...record, outcome: 'unknown' }
  const told = answer.json() as { id?: string; orderId?: string; status?: string | number; code?: string }
  if (answer.status >= 400) {
    const { code = '', orderId } = told
    return { ...record, outcome: 'refused', code, ...(orderId !== undefined && { orderId }) }
  }
  return { ...record, outcome: 'ok', orderId: told.id ?? told.orderId ?? '', status: String(told.status) }
}
