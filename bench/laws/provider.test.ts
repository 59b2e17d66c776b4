import { expect, test } from 'vitest'
import { type Effect, providerOffenders } from './provider.ts'

const effect = (kind: string, amount = 100, { order = 'ord_1', intent = 'pi_1' } = {}): Effect => ({
  kind,
  amount,
  intent,
  metadata: { order_id: order },
})
const [authorized, captured, released, refunded] = ['authorized', 'captured', 'released', 'refunded'].map((kind) =>
  effect(kind),
) as [Effect, Effect, Effect, Effect]
const again = [effect('authorized', 100, { intent: 'pi_2' }), effect('captured', 100, { intent: 'pi_2' })]

test.each<[string, readonly Effect[], RegExp | undefined]>([
  ['money that was taken', [authorized, captured], undefined],
  ['money that was let go', [authorized, released], undefined],
  ['a hold that was renewed and taken', [authorized, ...again, released], undefined],
  ['a hold that was renewed and left behind', [authorized, ...again], /100 are still held/],
  ['money that was taken in part', [authorized, effect('captured', 60), effect('released', 40)], undefined],
  ['money that was given back', [authorized, captured, refunded], undefined],
  ['money that is still held', [authorized], /100 are still held/],
  ['money taken twice', [authorized, captured, ...again], /taken 2 times/],
  ['money taken parcel by parcel', [authorized, effect('captured', 60), effect('captured', 40)], undefined],
  ['more given back than taken', [authorized, captured, refunded, refunded], /200 were given back/],
  [
    'money for no order',
    [effect('authorized', 5, { order: 'ord_9' }), effect('captured', 5, { order: 'ord_9' })],
    /which is no order/,
  ],
])('%s', (_what, effects, violation) => {
  const found = providerOffenders(effects, (id) => id === 'ord_1')
  if (violation) expect(found.join()).toMatch(violation)
  else expect(found).toEqual([])
})
