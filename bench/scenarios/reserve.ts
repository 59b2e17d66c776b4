import { setTimeout as sleep } from 'node:timers/promises'
import { newId } from '#subjects/id.ts'
import { outOfStock, reserveStock } from '#subjects/inventory.ts'
import { Problem, timedOut } from '#subjects/problem.ts'
import { concurrently } from '../concurrently.ts'
import { cpuBetween, readCpu } from '../cpu.ts'
import type { LatencySummary } from '../latency.ts'
import { type Measured, type Operation, runInTurns, runLoad } from '../load.ts'
import { lockRow, noteRow, takeOne } from '../reserve/contracts.ts'
import { loadOf } from '../result.ts'
import { fillShelves, skuOf, unevenShelves } from '../reserve/fill.ts'
import { openShelfGround, type Shelves } from '../reserve/ground.ts'
import type { Ground, Trial } from '../trial.ts'

const marks = { hot: 0.9, locks: 10, perS: 5_000, idle: 1.5, stored: 0.85 }
const few = { units: 500, buyers: 10_000 }
const smallShop = 1_000
const largeShop = 100_000
const hotSku = skuOf(1)
/** A flash sale comes over many connections. */
const inFlightPerConnection = 8
/** Between two that are alone. */
const restMs = 3

/** Stock held for orders, when all want the same and when they do not, against one lock for each of them. */
export const reserve: Trial = {
  name: 'reserve',
  summary: `inventory.reserve on one hot SKU and on ${smallShop}; with --sku-count (${largeShop}) and --movements (1000000) stored`,
  durationS: 5,
  takes: ['connections', 'duration', 'warmup', 'sku-count', 'movements'],
  async perform(ground) {
    const { options, signal, doing } = ground
    const [small, large] = await openBoth(ground)
    const catalogue = options.skuCount ?? largeShop
    const turns = (workers: number) => ({ workers, durationS: options.durationS, signal })
    const many = turns(options.connections * inFlightPerConnection)
    const [hot, uniform] = [one(small), any(small, smallShop)]
    const [stored, everywhere] = [spread(large, { of: catalogue }), any(large, catalogue)]
    doing('warming up')
    const warm = { ...many, durationS: Math.max(1, options.warmupS) }
    await runInTurns([uniform, stored], warm)
    doing('a small shop, and a large one')
    const [inSmall, inLarge] = await runInTurns([uniform, stored], many)
    doing('every SKU of the large shop')
    const [, inAll] = await runInTurns([uniform, everywhere], many)
    doing('warming up')
    await runInTurns([hot, locked(small)], warm)

    doing('one SKU, and a thousand')
    const before = readCpu({ actor: small.pid })
    const [onOne, onMany] = await runInTurns([hot, uniform], many)
    const after = readCpu({ actor: small.pid })
    doing('one SKU, and one lock for each request')
    const [besideLocks, byLocks] = await runInTurns([hot, locked(small)], many)
    doing('one SKU, and one statement for each request')
    const [besideOnes, byOnes] = await runInTurns([hot, taken(small)], many)
    doing('one at a time')
    const idle = await runLoad(alone(small), { ...turns(1), durationS: 4 * options.durationS })
    const [reserved, plain] = [idle.parts.get('reserve'), idle.parts.get('plain')]
    doing(`${few.buyers} buyers for ${few.units} units`)
    const sale = await sellOut(small, many.workers)

    const ratios = {
      hot: onOne.rate / onMany.rate,
      locks: besideLocks.rate / byLocks.rate,
      statements: besideOnes.rate / byOnes.rate,
      idle: (reserved?.p99Ms ?? 0) / (plain?.p99Ms ?? 0),
      stored: inLarge.rate / inSmall.rate,
    }
    const cpu = before && after && cpuBetween(before, after)['actor']
    const all = { onOne, onMany, besideLocks, byLocks, besideOnes, byOnes, inSmall, inLarge, inAll, idle }
    const uneven = [...(await unevenShelves(small.sql)), ...(await unevenShelves(large.sql))]
    return {
      figures: {
        rate: onOne.rate,
        uniformRate: onMany.rate,
        lockRate: byLocks.rate,
        statementRate: byOnes.rate,
        largeRate: inLarge.rate,
        everywhereRate: inAll.rate,
        ratio: ratios.hot,
        lockRatio: ratios.locks,
        statementRatio: ratios.statements,
        idleRatio: ratios.idle,
        storedRatio: ratios.stored,
        idleP99Ms: reserved?.p99Ms ?? null,
        plainP99Ms: plain?.p99Ms ?? null,
        granted: sale.granted,
        saleS: sale.elapsedS,
        actorCpuUs: cpu === undefined ? null : (1_000 * cpu) / (onOne.operations + onMany.operations),
      },
      load: loadOf('reservations/s', onOne),
      lines: [
        line('One SKU', onOne),
        line(`${smallShop} SKUs`, onMany),
        line('One lock each', byLocks),
        line('One statement', byOnes),
        line(`${smallShop} stored`, inSmall),
        line(`${catalogue} stored`, inLarge),
        line('All of these', inAll),
        `One at a time   ${latencyOf(reserved)}`,
        `Reply, commit   ${latencyOf(plain)}`,
        `Sold out        ${sale.granted} of ${few.buyers} got one of ${few.units}, in ${sale.elapsedS.toFixed(2)} s`,
        `Compared        one SKU ${ratios.hot.toFixed(2)} × ${smallShop} SKUs, ${ratios.locks.toFixed(1)} × one lock each, ${ratios.statements.toFixed(1)} × one statement each`,
        `                ${smallShop} SKUs among ${catalogue}, with ${options.movements} movements, ${ratios.stored.toFixed(2)} × ${smallShop} alone; p99 alone ${ratios.idle.toFixed(2)} × a reply and a commit`,
      ],
      failures: [...failuresOf(ratios, onOne.rate, sale.granted), ...errorsIn(all), ...uneven],
    }
  },
}

const line = (label: string, { rate, latency }: Measured) =>
  `${label.padEnd(16)}${rate.toFixed(0)}/s, ${latencyOf(latency)}`

const latencyOf = (latency: LatencySummary | undefined) =>
  latency ? `p50 ${latency.p50Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms` : 'unknown'

async function openBoth({ options, stack, signal, doing }: Ground): Promise<readonly [small: Shelves, large: Shelves]> {
  doing('starting two inventories')
  const ground = await openShelfGround(stack, signal)
  const [small, large] = [await ground.openBesidePlain('small'), await ground.open('large')]
  await fillShelves(small.sql, { skus: smallShop, movements: smallShop, signal, doing })
  await fillShelves(large.sql, { skus: options.skuCount ?? largeShop, movements: options.movements, signal, doing })
  await small.sql`insert into bench_stocks select sku, 1000000000 from stocks`
  return [small, large]
}

type Buyer = { readonly worker: number; readonly sku: string; readonly orderId?: string }

const want = ({ asker }: Shelves, { worker, sku, orderId = newId('ord') }: Buyer) =>
  asker(worker)(reserveStock, { orderId, lines: [{ sku, quantity: 1 }], holdSeconds: 3_600 })

/** Whether an order got a unit. Whoever hears nothing asks again, and does not get another one for it. */
async function getsOne(shelves: Shelves, buyer: Buyer): Promise<boolean> {
  try {
    await want(shelves, buyer)
    return true
  } catch (error) {
    if (outOfStock.matches(error)) return false
    if (error instanceof Problem && (error.body.retryable || timedOut.matches(error))) return getsOne(shelves, buyer)
    throw error
  }
}

const one = (shelves: Shelves): Operation => {
  return (worker) => want(shelves, { worker, sku: hotSku })
}

/** Any SKU of so many, each as often as any other. */
const any = (shelves: Shelves, skus: number): Operation => {
  return (worker) => want(shelves, { worker, sku: skuOf(1 + Math.floor(Math.random() * skus)) })
}

/** As many SKUs as the small shop has, from one end of the catalogue to the other: as much changes, and is told, in both. */
const spread = (shelves: Shelves, { of }: { of: number }): Operation => {
  const step = Math.floor(of / smallShop)
  return (worker) => want(shelves, { worker, sku: skuOf(1 + step * Math.floor(Math.random() * smallShop)) })
}

const locked = ({ asker }: Shelves): Operation => {
  return (worker) => asker(worker)(lockRow, { orderId: newId('ord'), sku: hotSku })
}

const taken = ({ asker }: Shelves): Operation => {
  return (worker) => asker(worker)(takeOne, { orderId: newId('ord'), sku: hotSku })
}

const noted = ({ asker }: Shelves): Operation => {
  return (worker) => asker(worker)(noteRow, { note: 'tradewind' })
}

/** One at a time with nothing else about, each beside the least that a request can do, so that both meet the same moments. */
const alone = (shelves: Shelves): Operation => {
  const [reserved, plain] = [any(shelves, smallShop), noted(shelves)]
  return async (...work) => {
    const [, timed] = work
    await timed('reserve', reserved(...work))
    await sleep(restMs)
    await timed('plain', plain(...work))
    await sleep(restMs)
  }
}

async function sellOut(shelves: Shelves, atOnce: number): Promise<{ granted: number; elapsedS: number }> {
  const sku = 'BENCH-FEW'
  await shelves.sql`insert into stocks (sku, on_hand, told) values (${sku}, ${few.units}, ${few.units})`
  await shelves.sql`insert into stock_movements (sku, delta, reason, actor) values (${sku}, ${few.units}, 'initial', 'bench')`
  const startedAt = performance.now()
  const orders = Array.from({ length: few.buyers }, () => newId('ord'))
  const buyers = orders.map((orderId, worker) => ({ worker, sku, orderId }))
  const answers = await concurrently(atOnce, buyers, (buyer) => getsOne(shelves, buyer))
  return { granted: answers.filter(Boolean).length, elapsedS: (performance.now() - startedAt) / 1_000 }
}

type Ratios = Readonly<Record<'hot' | 'locks' | 'statements' | 'idle' | 'stored', number>>

function failuresOf({ hot, locks, idle, stored }: Ratios, perS: number, granted: number): string[] {
  const missed: [isMissed: boolean, sentence: string][] = [
    [hot < marks.hot, `one SKU at ${hot.toFixed(2)} of the rate of many is less than ${marks.hot}`],
    [locks < marks.locks, `${locks.toFixed(1)} times the rate of one lock each is less than ${marks.locks}`],
    [perS < marks.perS, `${perS.toFixed(0)} a second are less than ${marks.perS}`],
    [idle > marks.idle, `p99 alone is ${idle.toFixed(2)} of that of a reply and a commit, more than ${marks.idle}`],
    [stored < marks.stored, `${stored.toFixed(2)} of the rate in a small shop is less than ${marks.stored}`],
    [granted !== few.units, `${granted} were granted of ${few.units}`],
  ]
  return missed.flatMap(([isMissed, sentence]) => (isMissed ? [sentence] : []))
}

const errorsIn = (measured: Readonly<Record<string, Measured>>): string[] =>
  Object.values(measured).flatMap(({ reasons }) => [...reasons].map(([reason, count]) => `${count} × ${reason}`))
