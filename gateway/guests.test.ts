import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mergeCart, putCartLine, readCart, removeCartLine } from '#subjects/carts.ts'
import { exampleOf } from '#subjects/examples.ts'
import { newId } from '#subjects/id.ts'
import { listReturnsOfOrder, listShipments, readReturn, requestReturn } from '#subjects/fulfilment.ts'
import { cancelOrder, listOrders, placeOrder, readCancellation } from '#subjects/orders.ts'
import { unavailable } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { logIn, readMe, registerUser, wrongCredentials } from '#subjects/users.ts'
import { ada, startEdge, type TestEdge } from './test-edge.ts'
import { emptyCart } from './test-example.ts'

const secrets = ['the one that signs', 'the one that signed before']
let edge: TestEdge
let bearer: string
/** Who had whose cart merged, in turn. */
let merges: [customer: string, guest: string][]
let failMerge = false
beforeAll(async () => {
  edge = await startEdge({ build: { secrets, origins: { shop: ['https://shop.example'], staff: [] } } })
  bearer = `Bearer ${await edge.signer.token()}`
  await edge.answer(readCart, async () => emptyCart)
  await edge.answer(putCartLine, async () => exampleOf(putCartLine).output)
  await edge.answer(removeCartLine, async () => null)
  await edge.answer(listOrders, async () => ({ items: [], next: null }))
  await edge.answer(placeOrder, async () => exampleOf(placeOrder).output)
  await edge.answer(registerUser, async () => ({ ...exampleOf(registerUser).output, id: ada }))
  await edge.answer(readMe, async () => exampleOf(readMe).output)
  await edge.answer(logIn, async ({ password }) => {
    if (password === 'wrong') throw wrongCredentials()
    return { ...exampleOf(logIn).output, user: { ...exampleOf(logIn).output.user, id: ada } }
  })
  await edge.answer(mergeCart, async ({ guestId }, { caller }) => {
    if (failMerge) throw unavailable()
    merges.push([caller.id, guestId])
    return null
  })
})
afterAll(() => edge[Symbol.asyncDispose]())
beforeEach(() => {
  merges = []
  failMerge = false
})

const put = (headers: Record<string, string> = {}) =>
  edge.app.inject({ method: 'PUT', url: '/cart/lines/MUG', headers, payload: { quantity: 1 } })
const read = (headers: Record<string, string> = {}, url = '/cart') => edge.app.inject({ url, headers })
const logInWith = (headers: Record<string, string>, password = 'a good one') =>
  edge.app.inject({ method: 'POST', url: '/auth/login', headers, payload: { email: 'ada@example.com', password } })

async function newGuest() {
  const token = String((await put()).headers['cart-token'])
  return { token, id: token.split('.')[0] ?? '' }
}

test('whoever puts something into the cart without a login is a guest from then on, known by a token', async () => {
  const first = await put()
  const token = String(first.headers['cart-token'])
  expect(token).toMatch(/^gst_[0-9a-z]{26}\.[\w-]{22}$/)
  expect(first.headers['cache-control']).toBe('private, no-store')
  const guest = { id: token.split('.')[0], role: 'guest', via: 'edge' }
  expect(edge.lastCaller()).toEqual(guest)
  for (const again of [await put({ 'cart-token': token }), await read({ 'cart-token': token })]) {
    expect([again.statusCode, again.headers['cart-token']]).toEqual([200, undefined])
    expect(edge.lastCaller()).toEqual(guest)
  }
  expect((await newGuest()).token).not.toBe(token)
})

test('who has put nothing into the cart sees an empty one, takes out what is not in it, and gets no token for that', async () => {
  const [cart, removal] = [await read(), await edge.app.inject({ method: 'DELETE', url: '/cart/lines/MUG' })]
  expect([cart.statusCode, cart.json(), removal.statusCode]).toEqual([200, emptyCart, 204])
  expect([cart.headers['cart-token'], removal.headers['cart-token']]).toEqual([undefined, undefined])
})

test('a guest orders and sees their orders, and nothing that is for accounts; a stranger has none', async () => {
  const { token, id } = await newGuest()
  const { input: payload } = exampleOf(placeOrder)
  const order = { method: 'POST', url: '/orders', payload } as const
  const headers = { 'cart-token': token, 'idempotency-key': newId('key') }
  expect((await edge.app.inject({ ...order, headers })).statusCode).toBe(201)
  expect(edge.lastCaller()?.id).toBe(id)
  expect((await read({ 'cart-token': token }, '/orders')).statusCode).toBe(200)
  expect((await read({ 'cart-token': token }, '/users/me')).json()).toMatchObject({ status: 401, code: 'unauthorized' })
  for (const refused of [
    await read({}, '/orders'),
    await edge.app.inject({ ...order, headers: { 'idempotency-key': 'k' } }),
  ])
    expect(refused.json()).toMatchObject({ status: 401, code: 'unauthorized' })
})

test('a guest calls an order off, follows its parcels and sends pieces back like anybody who ordered', async () => {
  const { token, id } = await newGuest()
  const { orderId } = exampleOf(cancelOrder).input
  for (const [subject, url] of [
    [cancelOrder, `/orders/${orderId}/cancellation`],
    [readCancellation, `/orders/${orderId}/cancellation`],
    [listShipments, `/orders/${orderId}/shipments`],
    [requestReturn, `/orders/${orderId}/returns`],
    [listReturnsOfOrder, `/orders/${orderId}/returns`],
    [readReturn, `/returns/${exampleOf(readReturn).input.returnId}`],
  ] as const) {
    await edge.answer<RequestSubject>(subject, async () => exampleOf<RequestSubject>(subject).output)
    const { orderId: _order, returnId: _return, ...payload } = exampleOf<RequestSubject>(subject).input as Named
    const asks = Object.keys(payload).length === 0 && subject !== cancelOrder
    const headers = { 'cart-token': token, ...(subject.idempotencyKey && { 'idempotency-key': newId('key') }) }
    const answer = await edge.app.inject({ method: asks ? 'GET' : 'POST', url, headers, ...(!asks && { payload }) })
    expect([subject.name, answer.statusCode]).toEqual([subject.name, asks ? 200 : expect.toBeOneOf([201, 202])])
    expect(edge.lastCaller()?.id).toBe(id)
  }
})

type Named = { readonly orderId?: string; readonly returnId?: string }

test('a token that is not ours is nobody, however it was made', async () => {
  const { token, id } = await newGuest()
  const other = await newGuest()
  const signature = token.split('.')[1] ?? ''
  for (const forged of [
    '',
    'x',
    id,
    `${id}.`,
    `${id}.${'A'.repeat(22)}`,
    `${other.id}.${signature}`,
    `${token}.${signature}`,
    `${token}=`,
    ` ${token} ${token}`,
    `${ada}.${signature}`,
    token.toUpperCase(),
    `${id.replace('gst', 'usr')}.${signature}`,
    `${token}, ${token}`,
    'é'.repeat(22),
  ]) {
    for (const answer of [await read({ 'cart-token': forged }), await put({ 'cart-token': forged })]) {
      expect([forged, answer.statusCode, answer.json().code]).toEqual([forged, 401, 'cart-token-invalid'])
      expect(answer.headers['cart-token']).toBeUndefined()
    }
  }
  expect((await read({ authorization: bearer, 'cart-token': 'x' })).json().code).toBe('cart-token-invalid')
})

test('a token that an older secret signed is good, and one of a secret that is gone is not', async () => {
  const { token } = await newGuest()
  await using later = await startEdge({ build: { secrets: ['a newer one', ...secrets.slice(0, 1)] } })
  await using after = await startEdge({ build: { secrets: ['only this one'] } })
  for (const [other, status] of [
    [later, 200],
    [after, 401],
  ] as const) {
    await other.answer(readCart, async () => emptyCart)
    expect((await other.app.inject({ url: '/cart', headers: { 'cart-token': token } })).statusCode).toBe(status)
  }
})

test('logging in or registering with a Cart-Token takes the cart along, and refused tries take nothing', async () => {
  const { token, id } = await newGuest()
  expect((await logInWith({ 'cart-token': token }, 'wrong')).statusCode).toBe(401)
  expect(merges).toEqual([])
  expect((await logInWith({ 'cart-token': token })).statusCode).toBe(200)
  const { input: payload } = exampleOf(registerUser)
  await edge.app.inject({ method: 'POST', url: '/auth/register', headers: { 'cart-token': token }, payload })
  expect(merges).toEqual([
    [ada, id],
    [ada, id],
  ])
})

test('nobody is kept out because a cart could not be taken along: a later request with both does it', async () => {
  const { token, id } = await newGuest()
  failMerge = true
  expect((await logInWith({ 'cart-token': token })).statusCode).toBe(200)
  expect((await logInWith({ 'cart-token': 'forged' })).statusCode).toBe(200)
  const both = { authorization: bearer, 'cart-token': token }
  expect((await read(both)).json().code).toBe('unavailable')
  failMerge = false
  expect((await read(both)).statusCode).toBe(200)
  expect(edge.lastCaller()?.id).toBe(ada)
  expect(merges).toEqual([[ada, id]])
})

test('scripts of the shop may show and read the token', async () => {
  const headers = { origin: 'https://shop.example', 'access-control-request-method': 'PUT' }
  const preflight = await edge.app.inject({ method: 'OPTIONS', url: '/cart/lines/MUG', headers })
  expect(preflight.headers['access-control-allow-headers']).toContain('Cart-Token')
  expect((await put({ origin: 'https://shop.example' })).headers['access-control-expose-headers']).toContain(
    'Cart-Token',
  )
})

test('a guest is counted by their token as well as by their address, and a stranger by the address alone', async () => {
  await using strict = await startEdge({ build: { secrets }, rateLimits: 'user=2/60' })
  await strict.answer(putCartLine, async () => exampleOf(putCartLine).output)
  const send = (headers = {}) =>
    strict.app.inject({ method: 'PUT', url: '/cart/lines/MUG', headers, payload: { quantity: 1 } })
  const first = await send()
  expect(first.headers['ratelimit-policy']).not.toContain('user')
  const headers = { 'cart-token': String(first.headers['cart-token']) }
  const statuses = [await send(headers), await send(headers), await send(headers)].map(({ statusCode }) => statusCode)
  expect(statuses).toEqual([200, 200, 429])
  expect((await send()).statusCode).toBe(200)
})
