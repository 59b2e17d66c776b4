import { randomUUID } from 'node:crypto'
import type { logIn, refreshSession, registerUser } from '#subjects/users.ts'
import type { OutputOf } from '#subjects/subject.ts'
import { concurrently } from './concurrently.ts'
import type { Client } from './http.ts'

/** Somebody who is logged in, and stays so. */
export type Customer = { readonly id: string; token(): Promise<string> }

/** Passwords are slow to check on purpose: more at once would only queue at the users actor. */
const atOnce = 2

/** Before a token of ten minutes ends, with time for an operation to end under it. */
const refreshBeforeMs = 60_000

/** Registers that many customers and logs them in. */
export async function openCustomers(client: Client, count: number): Promise<readonly Customer[]> {
  const run = randomUUID().slice(0, 8)
  const addresses = Array.from({ length: count }, (_, index) => `bench-${run}-${index}@example.com`)
  return concurrently(atOnce, addresses, (email) => openCustomer(client, email))
}

async function openCustomer(client: Client, email: string): Promise<Customer> {
  const password = randomUUID()
  const registered = await client.expect(201, 'POST /auth/register', { body: { email, password, name: 'Bench Mark' } })
  const { token } = await openSession(client, email, password)
  return { id: (registered.json() as OutputOf<typeof registerUser>).id, token }
}

/** Logs in; the token is exchanged for a fresh one whenever it is about to end. */
export async function openSession(client: Client, email: string, password: string): Promise<Pick<Customer, 'token'>> {
  const answer = await client.expect(200, 'POST /auth/login', { body: { email, password } })
  let session = answer.json() as OutputOf<typeof logIn>
  let endsAt = performance.now() + session.expiresIn * 1_000
  return {
    async token() {
      if (performance.now() > endsAt - refreshBeforeMs) {
        const body = { refreshToken: session.refreshToken }
        session = (await client.expect(200, 'POST /auth/refresh', { body })).json() as OutputOf<typeof refreshSession>
        endsAt = performance.now() + session.expiresIn * 1_000
      }
      return session.accessToken
    },
  }
}
