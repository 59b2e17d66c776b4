import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTradewind } from 'tradewind-client'
import { databases } from '#db/databases.ts'
import { addUpAtRest } from '../at-rest.ts'
import { lookAtDelivery } from '../broker/delivered.ts'
import { openStage, type Stage } from '../chaos/stage.ts'
import { openDatabases } from '../databases.ts'
import { type Measured, type Operation, runLoad, runLoadDuring } from '../load.ts'
import { loadOf } from '../result.ts'
import { openBalancer } from '../rolling/balancer.ts'
import { openCrowd } from '../shoppers.ts'
import { connectTools } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'

const usualRate = 20
const customersEach = 4
/** How long the broker stays away. */
const awayMs = 2_000
const restWithinS = 60
/** What is said of whoever came when it served orders again. */
const served = 'after an order was confirmed again'

/** The broker is ended under load, and everything it had is deleted: it is filled again from the outboxes. */
export const broker: Trial = {
  name: 'broker',
  summary: `NATS ended and its disk deleted under load: at rest within ${restWithinS} s, no event lost, none in effect twice`,
  durationS: 10,
  takes: ['connections', 'duration', 'warmup', 'rate'],
  async perform(ground) {
    const { options, signal, doing } = ground
    doing('starting two gateways and twice all actors')
    // Not on the stack: so many processes may take longer to end than a process that has finished has for it.
    await using stage = await openStage({ signal, tell: doing, hasCluster: false })
    const shoppers = await openShoppers(stage, ground)
    const { operation } = shoppers
    const load = { workers: options.connections, rate: options.rate ?? usualRate, signal }
    doing('warming up')
    await runLoad(operation, { ...load, durationS: Math.max(1, options.warmupS) })
    doing('before')
    const before = await runLoad(operation, { ...load, durationS: options.durationS })
    const { measured: during, emptyAt, readyMs, servedMs } = await whileWiping(stage, shoppers, { ...load, ...ground })
    doing('waiting for rest, and adding up')
    const loadedMs = performance.now() - emptyAt
    const { doneAfterMs, checked, violations } = await addUpAtRest(stage.system, { ...shoppers, signal })
    const restS = doneAfterMs === undefined ? null : (loadedMs + doneAfterMs) / 1_000
    await using db = openDatabases(stage.system.postgres ?? '')
    const { written, effects, lost } = await lookAtDelivery(db)
    const stored = await storedOnStreams(stage)
    return {
      figures: {
        readyMs,
        servedMs: servedMs ?? null,
        restS,
        written,
        stored,
        effects,
        lost: lost.length,
        failedMeanwhile: during.errors,
        beforeP99Ms: before.latency.p99Ms,
        duringP99Ms: during.latency.p99Ms,
      },
      load: loadOf('acts/s', during),
      lines: [
        line('Before', before),
        line('Meanwhile', during),
        ...[...during.reasons].map(([reason, count]) => `                ${count} × ${reason}`),
        `Empty broker    ready after ${readyMs.toFixed(0)} ms, the next checkout done ${servedMs?.toFixed(0) ?? '?'} ms after that`,
        `At rest         ${restS?.toFixed(1) ?? '?'} s after it was ready, ${(loadedMs / 1_000).toFixed(1)} of them under load`,
        `Delivered       ${written} events were written, ${stored} are on the new streams; ${effects} effects, ${lost.length} lost`,
        ...checked.map((one) => `Added up        ${one}`),
      ],
      failures: [
        ...[...before.reasons].map(([reason, count]) => `before: ${count} × ${reason}`),
        ...[...during.reasons]
          .filter(([reason]) => reason.startsWith(served))
          .map(([reason, count]) => `${count} × ${reason}`),
        ...(servedMs === undefined ? ['no checkout was done after the broker was ready'] : []),
        ...(stored >= written ? [] : [`only ${stored} of ${written} events are on the streams again`]),
        ...lost.slice(0, 20),
        ...violations,
        ...stage.crashes.map((crash) => `ended by itself: ${crash}`),
      ],
    }
  },
}

const line = (label: string, { rate, errors, latency: { p50Ms, p99Ms } }: Measured) =>
  `${label.padEnd(16)}${rate.toFixed(1)} acts/s, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, ${errors} failed`

async function openShoppers({ system, apis }: Stage, { options, stack, doing }: Ground) {
  doing('preparing a crowd')
  const client = stack.use(openBalancer(apis, options.connections))
  const crowd = await openCrowd(createTradewind({ baseUrl: system.api }), system, options.connections * customersEach)
  const operation: Operation = async () => {
    const kind = crowd.next()
    const outcome = await crowd.act(kind, client)
    if (outcome !== 'done') throw new Error(`a ${kind} was refused for now`)
  }
  return { ...crowd, operation }
}

/** The new streams began to count at one. */
async function storedOnStreams({ system }: Stage): Promise<number> {
  await using bus = await connectTools(system.nats ?? {})
  const states = await Promise.all(databases.map((owner) => bus.provisioner.streamState(owner)))
  return states.reduce((sum, state) => sum + (state?.lastSeq ?? 0), 0)
}

type Shoppers = Awaited<ReturnType<typeof openShoppers>>

type Wiping = { readonly workers: number; readonly rate: number } & Pick<Ground, 'options' | 'signal' | 'doing'>

/** What customers get to do while there is no broker, and then an empty one. */
async function whileWiping(stage: Stage, shoppers: Shoppers, { options, doing, ...load }: Wiping) {
  const { signal } = load
  let now = 'there was no broker'
  // Whoever comes while there is none, or one that is being filled, may be turned away; nobody who comes later.
  const noted: Operation = async (...one) => {
    const begun = now
    return shoppers.operation(...one).catch((error: unknown) => {
      throw new Error(`${begun}: ${error instanceof Error ? error.message : String(error)}`)
    })
  }
  const { result, measured } = await runLoadDuring(noted, load, async () => {
    const nats = stage.process('nats')
    doing('the broker is gone, with all it had')
    await nats.kill()
    await rm(join(stage.dataDir, 'nats'), { recursive: true })
    await sleep(awayMs, undefined, { signal })
    const startedAt = performance.now()
    await nats.start()
    const emptyAt = performance.now()
    doing((now = 'an empty broker'))
    const confirmedBefore = shoppers.confirmed.length
    let servedMs: number | undefined
    while (performance.now() < emptyAt + options.durationS * 1_000) {
      await sleep(20, undefined, { signal })
      if (servedMs !== undefined || shoppers.confirmed.length === confirmedBefore) continue
      servedMs = performance.now() - emptyAt
      now = served
    }
    return { emptyAt, readyMs: emptyAt - startedAt, servedMs }
  })
  return { measured, ...result }
}
