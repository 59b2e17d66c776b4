import { expect, test } from 'vitest'
import { reservationLost } from '#subjects/inventory.ts'
import { unavailable } from '#subjects/problem.ts'
import { inventory } from './inventory/actor.ts'
import { type AtPoint, ordersWith, pointsOf, sagasOf } from './orders/test-points.ts'
import { openShop } from './shop.ts'
import { allEnded, expectEnds, insistToTheEnd, lifeThrough, losingTents, openLives } from './test-lives.ts'

/** What was done there already: a step or an undo, or what is written in a transaction that is not committed. */
const isPerformed = (point: string) => /: (after|writing) /.test(point)

/** Lets the first order that comes to each of the points fail there, and none fail twice. */
function failingOnce(failure: () => Error) {
  let open = new Set<string>()
  const struck = new Set<string>()
  const at: AtPoint = (point, orderId) => {
    if (struck.has(orderId) || !open.delete(point)) return
    struck.add(orderId)
    throw failure()
  }
  return { at, aim: (points: readonly string[]) => void (open = new Set(points)), missed: () => [...open] }
}

test('whatever of a saga is performed and then fails is done once in the end, whichever step or undo it is', async () => {
  const { at, aim, missed } = failingOnce(() => unavailable('Done, and not answered'))
  await using shop = await openShop({ inventory: losingTents(inventory), orders: ordersWith(at) })
  const points = (await sagasOf(shop.world.db('orders'))).flatMap(pointsOf).filter(isPerformed)
  const lived = points.map(lifeThrough)
  const begin = await openLives(shop, lived)
  for (const [life, some] of Map.groupBy(points, lifeThrough)) {
    aim(some)
    const commands = await Promise.all(some.map(() => begin(life)))
    await Promise.all(commands.map((command) => insistToTheEnd(shop, command)))
    await allEnded(shop)
    expect(missed(), 'an order failed at each point').toEqual([])
  }
  await expectEnds(shop, lived)
})

test('whichever step up to the pivot is performed and then refused, with every undo run twice, nothing is left but a rejected order', async () => {
  const { at, aim, missed } = failingOnce(reservationLost)
  const undone = new Map<string, number>()
  const atPoint: AtPoint = (point, orderId) => {
    if (!point.includes(': after undoing ')) return at(point, orderId)
    const times = (undone.get(orderId + point) ?? 0) + 1
    undone.set(orderId + point, times)
    if (times === 1) throw unavailable('Undone, and not answered')
  }
  await using shop = await openShop({ orders: ordersWith(atPoint) })
  const refusable = (await sagasOf(shop.world.db('orders'))).flatMap(({ name, giveUpAfterMs, steps }) => {
    const upToPivot = steps.slice(0, steps.findIndex(({ pivot }) => pivot) + 1)
    return upToPivot.length > 0 ? pointsOf({ name, giveUpAfterMs, steps: upToPivot }) : []
  })
  const points = refusable.filter((point) => isPerformed(point) && !/ its beginning| undoing /.test(point))
  aim(points)
  const begin = await openLives(shop, [])
  const commands = await Promise.all(points.map(() => begin('bought')))
  await Promise.all(commands.map((command) => insistToTheEnd(shop, command)))
  await allEnded(shop)
  expect(missed(), 'an order was refused at each point').toEqual([])
  expect(new Set(undone.values())).toEqual(new Set([2]))
  await expectEnds(
    shop,
    points.map(() => 'lost'),
  )
})
