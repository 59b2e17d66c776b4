import { expect, test } from 'vitest'
import type { NatsFrame } from './nats-text.ts'
import { watchOf } from './watch.ts'

/** A watch on a process of the orders, and all that anybody could be killed for. */
function watchOrders() {
  const met: (readonly [point: string, messages: readonly string[]])[] = []
  const watch = watchOf((point, messages = []) => {
    met.push([point, messages])
    return false
  })
  const nats = watch.natsConnection()
  nats.said(frame({ verb: 'CONNECT', rest: '{"name":"orders"}' }))
  const postgres = watch.postgresConnection()
  postgres.said({ kind: '', body: Buffer.from('\0\0\0\0application_name\0orders\0\0'), bytes: Buffer.alloc(0) })
  const write = () => {
    postgres.said(message('Q', 'begin\0'))
    postgres.heard(message('C', 'BEGIN\0'))
    postgres.said(message('P', 's1\0insert into notes values (1)\0'))
    postgres.said(message('B', '\0s1\0'))
    postgres.heard(message('C', 'INSERT 0 1\0'))
    postgres.said(message('P', 's2\0commit\0'))
    postgres.said(message('B', '\0s2\0'))
  }
  return { nats, write, met }
}

const frame = (some: Partial<NatsFrame>): NatsFrame => ({
  bytes: Buffer.alloc(0),
  verb: 'HMSG',
  subject: '',
  reply: '',
  rest: '',
  payload: '',
  ...some,
})
const message = (kind: string, body: string) => ({ kind, body: Buffer.from(body), bytes: Buffer.alloc(0) })
const orderId = 'ord_01m84rbg7sf689g5d4061wm4sc'

test('what somebody outside asks names no message, since they ask until they are answered', () => {
  const { nats, write, met } = watchOrders()
  const payload = `NATS/1.0\r\nCaller: customer usr_1 edge\r\n\r\n{"orderId":"${orderId}"}`
  nats.heard(frame({ subject: 'req.orders.cancel', reply: 'to.me', payload }))
  write()
  nats.said(frame({ verb: 'HPUB', subject: 'to.me' }))
  expect(met).toEqual([
    ['orders: req.orders.cancel: before its commit', []],
    ['orders: req.orders.cancel: before its answer', []],
  ])
})

test('what an actor asks is told apart by the order, and an event by its id', () => {
  const { nats, met } = watchOrders()
  const payload = `NATS/1.0\r\nCaller: system payments payments\r\n\r\n{"orderId":"${orderId}"}`
  nats.heard(frame({ subject: 'req.orders.cancel', reply: 'to.me', payload }))
  nats.said(frame({ verb: 'HPUB', subject: 'to.me' }))
  const ack = '$JS.ACK.EVT_PAYMENTS.orders_payment-failed.1.2.3.4.5'
  nats.heard(frame({ subject: 'inbox', reply: ack, payload: 'NATS/1.0\r\nce-id: evt_1\r\n\r\n{}' }))
  nats.said(frame({ verb: 'PUB', subject: ack }))
  expect(met).toEqual([
    ['orders: req.orders.cancel: before its answer', [orderId]],
    ['orders: orders_payment-failed: before its acknowledgement', ['evt_1']],
  ])
})

test('nobody is killed for what is written while two things are asked', () => {
  const { nats, write, met } = watchOrders()
  const payload = 'NATS/1.0\r\nCaller: customer usr_1 edge\r\n\r\n{}'
  nats.heard(frame({ subject: 'req.orders.cancel', reply: 'to.me', payload }))
  nats.heard(frame({ subject: 'req.orders.place', reply: 'to.you', payload }))
  write()
  expect(met).toEqual([])
})
