import { randomUUID } from 'node:crypto'
import type { System } from '../system.ts'

/** Who sends requests. A token that was logged out or has expired is replaced by a fresh login. */
export type Person = {
  readonly name: string
  /** Whether the system knows who it is. */
  readonly isKnown: boolean
  readonly mayEverything: boolean
  /** The headers that they show, once they have something to show. */
  readonly shows: readonly string[]
  /** Of a program: how far its key goes. */
  readonly scopes?: readonly string[]
  /** Whether what they show keeps them from what is open to everybody, too. */
  readonly isShutOut?: boolean
  /** The headers that say who it is. */
  credentials(): Promise<Headers>
  /** Reads in an answer what to be known by from now on. */
  hear(headers: Headers): void
  /** Forgets what is no longer good. */
  renew(): void
}

type Headers = Readonly<Record<string, string>>

/** Somebody who never learns. */
function fixed(
  name: string,
  how: Pick<Person, 'isKnown' | 'mayEverything'> & { isShutOut?: boolean; token?: string },
): Person {
  const { token, ...standing } = how
  const shows = token === undefined ? [] : ['authorization']
  return { name, ...standing, shows, credentials: async () => bearer(token), hear: () => {}, renew: () => {} }
}

const bearer = (token: string | undefined): Headers => (token === undefined ? {} : { authorization: `Bearer ${token}` })

type Login = { readonly email: string; readonly password: string }

/**
 * Nobody, a forger, two customers, a guest, who shows what answers have given them to show, and one who does so though they
 * are logged in. If the system tells of an administrator, also them, a program with a key of theirs, and one whose key was
 * revoked.
 */
export async function gather(
  { api, staff }: Pick<System, 'api' | 'staff'>,
  keyHeaders: readonly string[],
): Promise<readonly Person[]> {
  const newCustomer = async (name: string) => loggedIn(api, name, await register(api))
  const nobody = { isKnown: false, mayEverything: false }
  const guest = guestOf('a guest', keyHeaders)
  const account = await newCustomer('a guest who logs in')
  return [
    fixed('nobody', nobody),
    fixed('a forger', { ...nobody, token: 'eyJhbGciOiJub25lIn0.e30.' }),
    await newCustomer('a customer'),
    await newCustomer('another customer'),
    ...(keyHeaders.length > 0
      ? [guest, { ...account, shows: [...guest.shows, ...account.shows], credentials: () => both(guest, account) }]
      : []),
    ...(staff ? await staffOf(api, staff) : []),
  ]
}

const both = async (one: Person, other: Person) => ({ ...(await one.credentials()), ...(await other.credentials()) })

function guestOf(name: string, keyHeaders: readonly string[]): Person {
  let shown: Headers = {}
  return {
    name,
    isKnown: true,
    mayEverything: false,
    shows: keyHeaders,
    credentials: async () => shown,
    hear: (headers) => {
      const told = keyHeaders.flatMap((key) => (headers[key] === undefined ? [] : [[key, headers[key]] as const]))
      shown = { ...shown, ...Object.fromEntries(told) }
    },
    renew: () => (shown = {}),
  }
}

/** Of the program. */
const scopes = ['products:read', 'products:write']

async function staffOf(api: string, login: Login): Promise<readonly Person[]> {
  const administrator = { ...loggedIn(api, 'an administrator', login), mayEverything: true }
  const newKey = async () => {
    const headers = { ...(await administrator.credentials()), 'idempotency-key': randomUUID() }
    const body = { name: 'a program', scopes }
    const key = (await post(`${api}/api-keys`, body, headers)) as Key
    return { ...key, revoke: () => fetch(`${api}/api-keys/${key.id}`, { method: 'DELETE', headers }) }
  }
  const former = await newKey()
  await former.revoke()
  return [
    administrator,
    { ...renewed('a program', async () => (await newKey()).secret), scopes },
    fixed('a former program', { isKnown: false, mayEverything: false, isShutOut: true, token: former.secret }),
  ]
}

type Key = { readonly id: string; readonly secret: string }

async function register(api: string): Promise<Login> {
  const login = { email: `fuzz-${randomUUID().slice(0, 8)}@example.com`, password: randomUUID() }
  await post(`${api}/auth/register`, { ...login, name: 'Fuzzy Wuzzy' })
  return login
}

const loggedIn = (api: string, name: string, login: Login) => renewed(name, () => newToken(api, login))

async function newToken(api: string, login: Login): Promise<string> {
  const { accessToken } = (await post(`${api}/auth/login`, login)) as { accessToken: string }
  return accessToken
}

/** Somebody with a token, and another one when that is no longer good. */
function renewed(name: string, newToken: () => Promise<string>): Person {
  let token: Promise<string> | undefined
  return {
    name,
    isKnown: true,
    mayEverything: false,
    shows: ['authorization'],
    credentials: async () => bearer(await (token ??= newToken())),
    hear: () => {},
    renew: () => (token = undefined),
  }
}

async function post(url: string, body: object, more: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...more }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
