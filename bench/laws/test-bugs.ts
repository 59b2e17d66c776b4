import { inject } from 'vitest'
import type { Actor, Handler } from '#actors/actor.ts'
import { inventory } from '#actors/inventory/actor.ts'
import type { Shop } from '#actors/shop.ts'
import { openWholeShop } from '#actors/test-whole-shop.ts'
import { connectDb, type Sql } from '#db/client.ts'
import { databases as names, onDatabase } from '#db/databases.ts'
import { inbox } from '#db/messages.ts'
import { releaseStock, reserveStock } from '#subjects/inventory.ts'
import { orderConfirmed } from '#subjects/orders.ts'
import type { Bus } from '#subjects/bus.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { inArray } from 'drizzle-orm'
import type { Databases } from '../databases.ts'
import { offendersOf } from './laws.ts'
import { keyOffenders } from './keys.ts'
import { providerOffenders, readEffects } from './provider.ts'

/** Mistakes of a program that a shop makes while they are among these. */
export type Mistake = 'acks early' | 'forgets what it has heard' | 'skips the undo' | 'takes no look at the shelf'

/** A shop with a mistake in it, as soon as one is made, and whoever looks into its databases as their owner. */
export type SpoiledShop = Shop & {
  readonly owner: Databases
  readonly mistakes: Set<Mistake>
  /** The laws that are broken by something that did not break them when this was asked last. */
  readonly brokenAnew: () => Promise<readonly string[]>
}

export async function openSpoiledShop(): Promise<SpoiledShop> {
  await using opening = new AsyncDisposableStack()
  const mistakes = new Set<Mistake>()
  let shop: Shop | undefined
  const stock = () => shop?.world.db('inventory')
  const spoiled = spoil(inventory, mistakes, (statement) => stock()?.execute(statement) ?? Promise.resolve())
  const forget = async (ids: readonly string[]) => {
    await shop?.world
      .db('notifications')
      .delete(inbox)
      .where(inArray(inbox.messageId, [...ids]))
  }
  shop = opening.use(await openWholeShop({ inventory: spoiled, network: (bus) => spoilBus(bus, mistakes, forget) }))
  const { world, stripeUrl } = shop
  const owner = Object.fromEntries(
    names.map((name): [string, Sql] => {
      const url = onDatabase(inject('postgresUrl'), new URL(world.databaseUrl(name)).pathname.slice(1))
      return [name, opening.use(connectDb(url, { max: 1, name: 'test' })).sql]
    }),
  ) as unknown as Databases
  const known = new Set<string>()
  const brokenAnew = async () => {
    const orders = await owner.orders<{ id: string }[]>`select id from orders`
    const ids = new Set(orders.map(({ id }) => id))
    const offenders = [
      ...(await offendersOf(owner)),
      ...providerOffenders(await readEffects(stripeUrl), (id) => ids.has(id)),
      ...(await keyOffenders(owner.payments, stripeUrl)),
    ]
    const news = offenders.filter((offender) => !known.has(offender))
    for (const offender of news) known.add(offender)
    return [...new Set(news.map((offender) => offender.split(' ', 1)[0] ?? ''))]
  }
  const opened = opening.move()
  return { ...shop, owner, mistakes, brokenAnew, [Symbol.asyncDispose]: () => opened.disposeAsync() }
}

/** An inventory that now and then says it has released what it has not, or reserves what is not there. */
function spoil(
  actor: Actor,
  mistakes: ReadonlySet<Mistake>,
  execute: (statement: string) => PromiseLike<unknown>,
): Actor {
  const operations = actor.operations.map(({ subject, handler }) => {
    if (subject !== releaseStock && subject !== reserveStock) return { subject, handler }
    const spoiled: Handler<RequestSubject> = async (input, context) => {
      if (subject === releaseStock && mistakes.has('skips the undo')) return null
      const isBlind = subject === reserveStock && mistakes.has('takes no look at the shelf')
      if (isBlind) await execute(`update stocks set policy = 'backorder', beyond = 1000000`)
      const [output] =
        typeof handler === 'function'
          ? [await handler(input, context)]
          : await handler.handleAll([{ input, envelope: context.envelope }], context)
      if (isBlind) await execute(`update stocks set policy = 'deny', beyond = 0`)
      if (output instanceof Error) throw output
      return output
    }
    return { subject, handler: spoiled }
  })
  return { ...actor, operations }
}

/** A bus on which mails about confirmed orders are lost, or are caused twice. */
function spoilBus(bus: Bus, mistakes: ReadonlySet<Mistake>, forget: (ids: readonly string[]) => Promise<void>): Bus {
  const consume: Bus['consume'] = (options) => {
    if (options.actor !== 'notifications' || options.subject !== orderConfirmed) return bus.consume(options)
    return bus.consume({
      ...options,
      handle: async (events) => {
        if (mistakes.has('acks early')) return
        await options.handle(events)
        if (!mistakes.has('forgets what it has heard')) return
        await forget(events.map(({ id }) => id))
        await options.handle(events)
      },
    })
  }
  return { ...bus, consume }
}
