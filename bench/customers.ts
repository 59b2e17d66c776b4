import { randomUUID } from 'node:crypto'
import { dataOf, type Tradewind } from 'tradewind-client'
import { concurrently } from './concurrently.ts'

/** Somebody who is logged in, and stays so. */
export type Customer = {
  readonly id: string
  readonly email: string
  readonly password: string
  token(): Promise<string>
}

/** Passwords are slow to check on purpose: more at once would only queue at the users actor. */
const atOnce = 2

/** Before a token of ten minutes ends, with time for an operation to end under it. */
const refreshBeforeMs = 60_000

/** Registers that many customers and logs them in. */
export async function openCustomers(api: Tradewind, count: number): Promise<readonly Customer[]> {
  const run = randomUUID().slice(0, 8)
  const addresses = Array.from({ length: count }, (_, index) => `bench-${run}-${index}@example.com`)
  return concurrently(atOnce, addresses, (email) => openCustomer(api, email))
}

async function openCustomer(api: Tradewind, email: string): Promise<Customer> {
  const password = randomUUID()
  const { id } = await dataOf(api.POST('/auth/register', { body: { email, password, name: 'Bench Mark' } }))
  const { token } = await openSession(api, email, password)
  return { id, email, password, token }
}

/** Logs in; the token is exchanged for a fresh one whenever it is about to end. */
export async function openSession(api: Tradewind, email: string, password: string): Promise<Pick<Customer, 'token'>> {
  let session = await dataOf(api.POST('/auth/login', { body: { email, password } }))
  let endsAt = performance.now() + session.expiresIn * 1_000
  return {
    async token() {
      if (performance.now() > endsAt - refreshBeforeMs) {
        const { refreshToken } = session
        session = await dataOf(api.POST('/auth/refresh', { body: { refreshToken } }))
        endsAt = performance.now() + session.expiresIn * 1_000
      }
      return session.accessToken
    },
  }
}
