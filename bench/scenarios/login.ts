import { openCustomers } from '../customers.ts'
import type { Scenario } from '../scenario.ts'

/** Customers come back. Nearly all of it is the hash of the password, which is slow on purpose. */
export const login: Scenario = {
  name: 'login',
  summary: 'customers log in with their passwords; what takes long is argon2id, on purpose',
  unit: 'logins/s',
  async prepare({ api, client, workers }) {
    const customers = await openCustomers(api, workers)
    return {
      async operation(worker) {
        const { email, password } = customers[worker] ?? {}
        await client.expect(200, 'POST /auth/login', { body: { email, password } })
      },
    }
  },
}
