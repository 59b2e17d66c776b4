import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#compose/run.ts'
import type { Sql } from '#db/client.ts'
import { newId } from '#subjects/id.ts'
import { inventoryUpdated } from '#subjects/inventory.ts'
import { backlogReader, drained, sizeOf } from '../backlog.ts'
import { calibrate } from '../calibration.ts'
import { cpuBetween, readCpu } from '../cpu.ts'
import { openDatabases } from '../databases.ts'
import { round } from '../result.ts'
import { connectTools, openSystem, type System } from '../system.ts'
import type { Ground, Trial } from '../trial.ts'

const atOnce = 5_000
const batches = 8
const drainLimitMs = 120_000
/** Beyond every version there is, so that each is news. */
const firstVersion = 1_000_000

/** Events that wait in an outbox: how fast they are published, heard, and have taken effect once. */
export const events: Trial = {
  name: 'events',
  summary: `${(atOnce * batches).toLocaleString('en')} events from an outbox over a stream to their effect in another database, each once`,
  durationS: 10,
  takes: ['connections', 'instances'],
  async perform(ground) {
    const { options, stack, signal, doing } = ground
    // Shelves are told to hold what they do not.
    if (options.url !== undefined) throw new CannotStart('Events are made up: they are measured on a stack of our own')
    doing('starting a stack')
    const system = await openSystem(options, stack, signal)
    const waits = await openWaits(system, ground)
    doing('calibrating')
    const bare = await calibrate('jetstream', { system, connections: options.connections, signal })

    doing('writing events')
    const versions = new Map<string, number>()
    await waits.write(versions, 1)
    await waits.drain()
    const inboxBefore = await waits.inbox()
    const before = system.pids && readCpu(system.pids)
    let handledMs = 0
    for (let batch = 1; batch <= batches; batch++) {
      doing(`batch ${batch} of ${batches}`)
      await waits.write(versions, atOnce)
      handledMs += await waits.drain()
    }
    const after = system.pids && readCpu(system.pids)
    const count = atOnce * batches
    const heard = (await waits.inbox()) - inboxBefore
    const perS = (1_000 * count) / handledMs
    const cpu = before && after && cpuBetween(before, after)
    const us = (ms: number) => (1_000 * ms) / count
    const cpuUs = cpu ? us(Object.values(cpu).reduce((sum, ms) => sum + ms, 0)) : null
    const parts = Object.entries(cpu ?? {}).map(([name, ms]) => `${name} ${us(ms).toFixed(0)}`)
    const ratio = bare ? perS / bare.rate : null
    return {
      figures: { perS, cpuUs, jetstream: bare?.rate ?? null, ratio },
      load: {
        rate: round(perS),
        unit: 'events/s',
        errors: count - heard,
        cpuMsPerOp: cpuUs === null ? null : round(cpuUs / 1_000),
      },
      calibrated: new Map(bare ? [['jetstream', bare]] : []),
      lines: [
        `${perS.toFixed(0)} events/s from the outbox to their effect, ${cpuUs?.toFixed(0) ?? '?'} µs of processor time each, writing them included: ${parts.join(', ')}`,
        `Compared        ${ratio?.toFixed(2) ?? '?'} of events that are only stored on a stream, 64 at a time (${bare?.rate.toFixed(0) ?? '?'}/s)`,
      ],
      failures: heard === count ? [] : [`${heard} of ${count} events took effect`],
    }
  },
}

async function openWaits({ postgres, nats }: System, { stack, signal }: Ground) {
  if (postgres === undefined || nats === undefined) throw new CannotStart('A stack of our own tells where it is')
  const databases = stack.use(openDatabases(postgres))
  const backlog = backlogReader(databases, stack.use(await connectTools(nats)))
  const skus = (await databases.inventory<{ sku: string }[]>`select sku from stocks order by sku`).map(({ sku }) => sku)
  return {
    write: (versions: Map<string, number>, count: number) => write(databases.inventory, { skus, versions, count }),
    /** Answers how long it took until everything was heard. */
    async drain(): Promise<number> {
      const startedAt = performance.now()
      while (sizeOf(await backlog()) === 0 && performance.now() - startedAt < 100) await sleep(5, undefined, { signal })
      const doneMs = await drained(backlog, drainLimitMs, signal)
      if (doneMs === undefined) throw new Error('The events are still not heard')
      return doneMs
    },
    async inbox(): Promise<number> {
      const [row] = await databases.products<{ count: number }[]>`select count(*)::int from inbox`
      return row?.count ?? 0
    },
  }
}

/** As if stock had changed, for one SKU after the other. */
async function write(
  inventory: Sql,
  { skus, versions, count }: { skus: readonly string[]; versions: Map<string, number>; count: number },
): Promise<void> {
  const { name, stream } = inventoryUpdated
  const rows = Array.from({ length: count }, (_, index) => {
    const sku = skus[index % skus.length] ?? ''
    const version = (versions.get(sku) ?? firstVersion) + 1
    versions.set(sku, version)
    return { id: newId('evt'), sku, version, body: { sku, available: version % 1_000 } }
  })
  const headers = { Caller: 'system bench bench', 'Correlation-Id': newId('run') }
  await inventory`
    insert into outbox (id, subject, stream, aggregate_id, aggregate_version, headers, body)
    select id, ${name}, ${stream}, sku, version, ${JSON.stringify(headers)}::text::jsonb, body
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as fact (id text, sku text, version int, body jsonb)`
}
