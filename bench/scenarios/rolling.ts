import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runChild } from '#compose/local/child.ts'
import { ownCode } from '#compose/local/stack.ts'
import { createTradewind } from 'tradewind-client'
import { addUpAtRest } from '../at-rest.ts'
import { openStage, processes, type Stage } from '../chaos/stage.ts'
import { type Load, type Measured, type Operation, runLoad, runLoadDuring } from '../load.ts'
import { loadOf } from '../result.ts'
import { openBalancer } from '../rolling/balancer.ts'
import { checkOut } from '../rolling/check-out.ts'
import { openCrowd } from '../shoppers.ts'
import type { Ground, Trial } from '../trial.ts'

/** Little enough for two cores with all of it on them, so that what is measured is the restart. */
const usualRate = 25
const customersEach = 3
/** Between one replaced process and the next. */
const settleMs = 1_000

/** Every process replaced one after the other while customers shop: nobody may notice. */
export const rolling: Trial = {
  name: 'rolling',
  summary:
    'two of each process, replaced one after the other under an open-loop load of reads, carts and checkouts: no request may fail; --from a commit, they were its processes',
  durationS: 15,
  takes: ['connections', 'duration', 'warmup', 'rate', 'from'],
  async perform(ground) {
    const { options, stack, signal, doing } = ground
    const older = options.from === undefined ? undefined : await checkOut(options.from, { stack, signal })
    let code = older ?? ownCode
    doing('starting two gateways and twice all actors')
    // Not on the stack: so many processes may take longer to end than a process that has finished has for it.
    await using stage = await openStage({ signal, tell: doing, hasCluster: false, code: () => code })
    const crowd = await openShoppers(stage, ground)
    const load = { workers: options.connections, rate: options.rate ?? usualRate, signal }
    doing('warming up')
    await runLoad(crowd.operation, { ...load, durationS: Math.max(1, options.warmupS) })
    doing('before')
    const before = await runLoad(crowd.operation, { ...load, durationS: options.durationS })
    code = ownCode
    const { measured: during, replaced } = await whileReplacing(stage, {
      ...load,
      ...crowd,
      isOlder: older !== undefined,
      doing,
    })
    doing('after')
    const after = await runLoad(crowd.operation, { ...load, durationS: options.durationS })
    doing('adding up')
    const { checked, violations } = await addUpAtRest(stage.system, { ...crowd, signal })
    const phases = { before, during, after }
    const errors = before.errors + during.errors + after.errors
    return {
      figures: {
        replaced: replaced.length,
        failed: errors,
        requests: before.operations + during.operations + after.operations,
        rerouted: crowd.rerouted(),
        beforeP99Ms: before.latency.p99Ms,
        duringP99Ms: during.latency.p99Ms,
        afterP99Ms: after.latency.p99Ms,
        duringMaxMs: during.latency.maxMs,
      },
      load: { ...loadOf('acts/s', during), errors },
      lines: [
        ...Object.entries(phases).map(([name, phase]) => line(name, phase)),
        ...replaced.map(({ told }) => `Replaced        ${told}`),
        `Rerouted        ${crowd.rerouted()} requests went to the other gateway, after a refused connection or a GET without an answer`,
        ...checked.map((one) => `Added up        ${one}`),
      ],
      failures: [
        ...Object.entries(phases).flatMap(([name, { reasons }]) =>
          [...reasons].map(([reason, count]) => `${name}: ${count} × ${reason}`),
        ),
        ...replaced.flatMap(({ failure }) => failure ?? []),
        ...stage.crashes.map((crash) => `ended by itself: ${crash}`),
        ...violations,
      ],
    }
  },
}

const line = (label: string, { operations, errors, rate, latency: { p50Ms, p99Ms, maxMs } }: Measured) =>
  `${label.padEnd(16)}${rate.toFixed(1)} acts/s, p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, at most ${maxMs.toFixed(0)} ms; ${operations} done, ${errors} failed`

async function openShoppers({ system, apis }: Stage, { options, stack, doing }: Ground) {
  doing('preparing a crowd')
  const client = stack.use(openBalancer(apis, options.connections))
  const crowd = await openCrowd(createTradewind({ baseUrl: system.api }), system, options.connections * customersEach)
  return {
    customerIds: crowd.customerIds,
    confirmed: crowd.confirmed,
    rerouted: client.rerouted,
    operation: async () => {
      const kind = crowd.next()
      const outcome = await crowd.act(kind, client).catch((error: unknown) => {
        throw new Error(`a ${kind} ${error instanceof Error ? error.message : String(error)}`)
      })
      if (outcome !== 'done') throw new Error(`a ${kind} was refused for now`)
    },
  }
}

type Replacing = Pick<Load, 'workers' | 'rate' | 'signal'> &
  Pick<Ground, 'doing'> & { readonly operation: Operation; readonly isOlder: boolean }

/** Goes on with the load until each process has been told to stop, has stopped, and its successor is ready. */
async function whileReplacing(stage: Stage, { operation, isOlder, doing, ...load }: Replacing) {
  let now = ''
  const say = (what: string) => doing((now = what))
  // Begun and failed: between the two something else may have been replaced.
  const noted: Operation = async (...one) => {
    const begun = now
    return operation(...one).catch((error: unknown) => {
      throw new Error(
        `${error instanceof Error ? error.message : String(error)}, begun while ${begun}, failed while ${now}`,
      )
    })
  }
  const { measured, result } = await runLoadDuring(noted, load, async () => {
    const replaced: Replaced[] = []
    if (isOlder) {
      say('the databases were brought up to date')
      await migrate(stage, load.signal)
    }
    for (const name of processes) {
      replaced.push(await replace(stage, name, say))
      say(`${name} had started`)
      await sleep(settleMs, undefined, { signal: load.signal })
    }
    return replaced
  })
  return { measured, replaced: result }
}

/** As an operator does before the first new process, with all old ones at work. */
const migrate = ({ dir, urls }: Stage, signal: AbortSignal) =>
  runChild({
    name: 'migrate',
    command: process.execPath,
    args: [join(ownCode, 'db/migrate.ts')],
    env: urls.variables,
    logFile: join(dir, 'logs', 'migrate-again.log'),
    signal,
  })

type Replaced = { readonly told: string; readonly failure: string | undefined }

async function replace(stage: Stage, name: string, say: (what: string) => void): Promise<Replaced> {
  const process = stage.process(name)
  const startedAt = performance.now()
  say(`${name} stopped`)
  const { code, how } = await process.kill('SIGTERM')
  const stoppedMs = performance.now() - startedAt
  say(`${name} started`)
  await process.start()
  const readyMs = performance.now() - startedAt
  return {
    told: `${name}: gone after ${stoppedMs.toFixed(0)} ms, its successor ready after ${readyMs.toFixed(0)} ms`,
    // Whatever hangs while it closes gives up in the end, and says so only by its exit code.
    failure: code === 0 ? undefined : `${name} was told to stop and ${how}`,
  }
}
