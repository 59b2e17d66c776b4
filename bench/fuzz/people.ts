import { randomUUID } from 'node:crypto'
import type { System } from '../system.ts'

/** Who sends requests. A token that was logged out or has expired is replaced by a fresh login. */
export type Person = {
  readonly name: string
  readonly mayEverything: boolean
  token(): Promise<string | undefined>
  renew(): void
}

type Login = { readonly email: string; readonly password: string }

/** Nobody, a forger, two customers, and an administrator if the system tells of one. */
export async function gather({ api, staff }: Pick<System, 'api' | 'staff'>): Promise<readonly Person[]> {
  const customers = await Promise.all(['a customer', 'another customer'].map((name) => newCustomer(api, name)))
  return [
    { name: 'nobody', mayEverything: false, token: async () => undefined, renew: () => {} },
    { name: 'a forger', mayEverything: false, token: async () => 'eyJhbGciOiJub25lIn0.e30.', renew: () => {} },
    ...customers,
    ...(staff ? [loggedIn(api, 'an administrator', staff)] : []),
  ]
}

async function newCustomer(api: string, name: string): Promise<Person> {
  const login = { email: `fuzz-${randomUUID().slice(0, 8)}@example.com`, password: randomUUID() }
  await post(`${api}/auth/register`, { ...login, name: 'Fuzzy Wuzzy' })
  return loggedIn(api, name, login)
}

function loggedIn(api: string, name: string, login: Login): Person {
  let token: Promise<string> | undefined
  const logIn = async () => {
    const { accessToken } = (await post(`${api}/auth/login`, login)) as { accessToken: string }
    return accessToken
  }
  return {
    name,
    mayEverything: name === 'an administrator',
    token: () => (token ??= logIn()),
    renew: () => (token = undefined),
  }
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
