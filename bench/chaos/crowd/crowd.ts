import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Customer } from '../../customers.ts'
import type { Answer, Client } from '../../http.ts'
import { type About, type Recorded, recordOf, type Wanting } from '../history.ts'
import { type Random, randomFrom } from '../random.ts'
import { type Clerk, openClerk, type Sold } from './clerk.ts'
import { type Insist, insisting } from './insist.ts'
import { browseOnce, customerOf, type Shopper, type Shopping, shopOnce } from './shopper.ts'
import { openTurnstile } from './turnstile.ts'

/** Everybody who wants something of the shop, or works in it. */
export type Crowd = {
  readonly history: readonly Recorded[]
  /** What was answered as no edge may, whatever goes wrong behind it. */
  readonly rude: readonly string[]
  /** Everybody who has ordered, guests too. */
  readonly customerIds: ReadonlySet<string>
  readonly clerk: Clerk
  /** How many orders were answered so far. */
  readonly ordered: number
  /** Lets all end what they are at, and begin nothing more until they carry on. */
  rest(): Promise<void>
  carryOn(): void
  /** Asks once more for what nobody answered while all went wrong; what nobody answers now either is told. */
  askAgain(): Promise<readonly string[]>
  /** Ends it for good. */
  finish(): Promise<void>
}

type Means = {
  readonly clients: readonly Client[]
  readonly customers: readonly Customer[]
  readonly staff: { readonly token: () => Promise<string> }
  readonly skus: readonly string[]
  readonly seed: number
  /** Then all leave at once, whatever they are at. */
  readonly signal: AbortSignal
}

/** Beside those with a login: guests, people who only look, and one member of the staff. */
const [guests, onlookers] = [3, 2]
/** Of customers, how many come back at once when they are refused. */
const hurried = 0.2
/** Of what is sold: sent while the shop is open; and of that, sent back. */
const [sent, sentBack] = [0.5, 0.4]

/** Lets people shop until they are told to finish. Each has numbers of their own, so that they want the same whatever the others get. */
export function letShop({ clients, customers, staff, skus, seed, signal }: Means): Crowd {
  const history: Recorded[] = []
  const rude: string[] = []
  const sold: Sold[] = []
  const shoppers = new Map<string, Shopper>()
  const closing = new AbortController()
  const turnstile = openTurnstile(customers.length + guests + onlookers + 1)
  const onRude = (what: string) => void rude.push(what)
  const unanswered: { readonly about: About; readonly ask: () => Promise<Answer | undefined> }[] = []
  const want: Wanting = async (about, ask) => {
    const told = recordOf(await ask(), about)
    if (told.outcome === 'unknown') unanswered.push({ about, ask })
    return told
  }
  const record = (...told: readonly Recorded[]) => {
    history.push(...told)
    for (const { what, outcome, status, orderId, customerId } of told)
      if (what === 'order' && outcome === 'ok' && status === 'confirmed' && orderId) sold.push({ orderId, customerId })
  }
  // How often they have to ask must not change what they want.
  const someone = (random: Random, isHurried = false) =>
    insisting({ clients, random: randomFrom(random.between(0, 1e9)), isHurried, onRude, signal })

  const loop = async (act: () => Promise<void>, pauseMs: () => number) => {
    for (;;) {
      await turnstile.pass()
      if (closing.signal.aborted || signal.aborted) return
      await act().catch((error: unknown) => onRude(`a customer was at a loss: ${String(error)}`))
      await sleep(pauseMs(), undefined, { signal }).catch(() => {})
    }
  }
  const shopping = (shopper: Shopper, random: Random, insist: Insist): Shopping => {
    shoppers.set(shopper.id, shopper)
    let orders = 0
    // The same keys as everybody else's: whose they are makes them different.
    const nextKey = () => `order-${(orders += 1)}`
    const stranger = async () => {
      const others = customers.filter(({ id }) => id !== shopper.id)
      return customerOf(random.one(others)).credentials()
    }
    return { shopper, insist, want, random, skus, record, onRude, stranger, nextKey }
  }

  const randomOf = (place: number) => randomFrom(seed + 1_000 * (place + 1))
  const registered = customers.map((customer, index) => {
    const random = randomOf(index)
    const its = shopping(customerOf(customer), random, someone(random, index < customers.length * hurried))
    return loop(
      () => shopOnce(its),
      () => random.between(20, 300),
    )
  })
  const unregistered = Array.from({ length: guests }, (_, index) => {
    const random = randomOf(100 + index)
    const insist = someone(random)
    const come = async () => {
      const guest = await welcomeGuest(insist, random.one(skus))
      if (guest) await shopOnce(shopping(guest, random, insist))
    }
    return loop(come, () => random.between(100, 600))
  })
  const looking = Array.from({ length: onlookers }, (_, index) => {
    const random = randomOf(200 + index)
    const insist = someone(random)
    return loop(
      () => browseOnce({ insist, random, onRude }),
      () => random.between(50, 150),
    )
  })
  const random = randomOf(300)
  const clerk = openClerk({ insist: someone(random), want, random, record, token: staff.token })
  const serve = async () => {
    const next = sold.shift()
    const customer = next && shoppers.get(next.customerId)
    if (!customer || random.part() > sent) return
    if ((await clerk.send(next)) && random.part() < sentBack) await clerk.takeBack(next, customer)
  }
  const all = Promise.all([...registered, ...unregistered, ...looking, loop(serve, () => 20)])

  return {
    history,
    rude,
    get customerIds() {
      return new Set(shoppers.keys())
    },
    clerk,
    get ordered() {
      return history.filter(({ what, outcome }) => what === 'order' && outcome === 'ok').length
    },
    rest: turnstile.rest,
    carryOn: turnstile.carryOn,
    askAgain: async () => {
      const told = await Promise.all(unanswered.splice(0).map(async ({ about, ask }) => recordOf(await ask(), about)))
      record(...told)
      const still = told.filter(({ outcome }) => outcome === 'unknown')
      const name = ({ what, key, customerId }: About) => `${what} ${key} of ${customerId}`
      return [...new Set(still.map(name))].map((one) => `${one} is answered by nobody, all at rest`)
    },
    finish: async () => {
      closing.abort()
      turnstile.carryOn()
      await all
    },
  }
}

/** Somebody without an account, who is known by the cart from the first thing in it. */
async function welcomeGuest(insist: Insist, sku: string): Promise<Shopper | undefined> {
  const put = await insist(`PUT /cart/lines/${sku}`, { body: { quantity: 1 } })
  const token = put?.cartToken
  if (token === undefined) return undefined
  const headers = { 'cart-token': token }
  const [id = ''] = token.split('.')
  return { id, email: `guest-${randomUUID()}@example.com`, credentials: async () => ({ headers }) }
}
