import { randomUUID } from 'node:crypto'
import type { System } from '../system.ts'

/** Who sends requests. A token that was logged out or has expired is replaced by a fresh login. */
export type Person = {
  readonly name: string
  /** Whether the system knows who it is. */
  readonly isKnown: boolean
  readonly mayEverything: boolean
  /** Whether what they show keeps them from what is open to everybody, too. */
  readonly isShutOut?: boolean
  token(): Promise<string | undefined>
  renew(): void
}

type Login = { readonly email: string; readonly password: string }

/** Nobody, a forger, two customers; if the system tells of an administrator, also them, a program with a key of theirs, and one whose key was revoked. */
export async function gather({ api, staff }: Pick<System, 'api' | 'staff'>): Promise<readonly Person[]> {
  const customers = await Promise.all(['a customer', 'another customer'].map((name) => newCustomer(api, name)))
  return [
    { name: 'nobody', isKnown: false, mayEverything: false, token: async () => undefined, renew: () => {} },
    {
      name: 'a forger',
      isKnown: false,
      mayEverything: false,
      token: async () => 'eyJhbGciOiJub25lIn0.e30.',
      renew: () => {},
    },
    ...customers,
    ...(staff ? await staffOf(api, staff) : []),
  ]
}

async function staffOf(api: string, login: Login): Promise<readonly Person[]> {
  const administrator = loggedIn(api, 'an administrator', login)
  const newKey = async () => {
    const headers = { authorization: `Bearer ${await administrator.token()}`, 'idempotency-key': randomUUID() }
    const body = { name: 'a program', scopes: ['products:read', 'products:write'] }
    const key = (await post(`${api}/api-keys`, body, headers)) as Key
    return { ...key, revoke: () => fetch(`${api}/api-keys/${key.id}`, { method: 'DELETE', headers }) }
  }
  const former = await newKey()
  await former.revoke()
  let key: Promise<Key> | undefined
  return [
    administrator,
    {
      name: 'a program',
      isKnown: true,
      mayEverything: false,
      token: async () => (await (key ??= newKey())).secret,
      renew: () => (key = undefined),
    },
    {
      name: 'a former program',
      isKnown: false,
      mayEverything: false,
      isShutOut: true,
      token: async () => former.secret,
      renew: () => {},
    },
  ]
}

type Key = { readonly id: string; readonly secret: string }

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
    isKnown: true,
    mayEverything: name === 'an administrator',
    token: () => (token ??= logIn()),
    renew: () => (token = undefined),
  }
}

async function post(url: string, body: object, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...more }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
