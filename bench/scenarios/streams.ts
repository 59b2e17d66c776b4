import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CannotStart } from '#compose/run.ts'
import { newId } from '#subjects/id.ts'
import { concurrently } from '../concurrently.ts'
import { readCpu } from '../cpu.ts'
import { openLoneGround } from '../lone-gateway.ts'
import { newSigner } from '../signer.ts'
import { openOrders, type Orders } from '../streams/orders.ts'
import type { Seen, Ticket } from '../streams/readers.ts'
import { round } from '../result.ts'
import type { Ground, Trial } from '../trial.ts'
import { startWorker } from '../worker.ts'

const streams = 10_000
const mostMiB = 400
const processes = 2
/** What a process has open besides its streams. */
const spareFiles = 500

/** Ten thousand streams of events in one gateway: half of them of one order, and each of the others of an order and a reader of its own. */
export const streamsTrial: Trial = {
  name: 'streams',
  summary: `${streams} open streams in one gateway process, which holds less than ${mostMiB} MiB for them`,
  durationS: 15,
  takes: ['duration'],
  async perform(ground) {
    const { options, doing } = ground
    await checkFiles()
    const { gateway, orders, readers, shared, single, openedInS } = await openAll(ground)
    doing('leaving them alone')
    const before = readCpu({ gateway })?.['gateway'] ?? Number.NaN
    await sleep(options.durationS * 1_000, undefined, { signal: ground.signal })
    const idleCpu = ((readCpu({ gateway })?.['gateway'] ?? Number.NaN) - before) / (options.durationS * 10)
    const rssMiB = await residentMiB(gateway)
    const { open } = await readers.seen()
    doing('one event for many')
    const oneMs = await timed(readers, streams / 2, () => orders.happen(shared))
    doing('many events')
    const manyMs = await timed(readers, single.length, () => concurrently(64, single, orders.happen))
    const peakMiB = await residentMiB(gateway)
    const eventsPerS = single.length / (manyMs / 1_000)
    return {
      figures: { open, openedInS, rssMiB, peakMiB, idleCpuPercent: idleCpu, oneMs, eventsPerS },
      load: { rate: round(eventsPerS), unit: 'events/s' },
      lines: [
        `Open            ${open} streams, after ${openedInS.toFixed(1)} s`,
        `Idle            ${rssMiB.toFixed(0)} MiB resident, ${idleCpu.toFixed(1)} % of a core`,
        `One event       reached the ${streams / 2} readers of its order after ${oneMs.toFixed(0)} ms`,
        `Many events     ${eventsPerS.toFixed(0)}/s, each of another order with a reader of its own`,
        `Afterwards      ${peakMiB.toFixed(0)} MiB resident`,
      ],
      failures: [
        ...(open === streams ? [] : [`${streams - open} of ${streams} streams are not open`]),
        ...(rssMiB < mostMiB ? [] : [`${rssMiB.toFixed(0)} MiB is not less than ${mostMiB}`]),
      ],
    }
  },
}

async function checkFiles(): Promise<void> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '')
  const soft = Number(/^Max open files\s+(\d+)/m.exec(limits)?.[1] ?? Number.POSITIVE_INFINITY)
  if (soft < streams + spareFiles)
    throw new CannotStart(`This takes ${streams + spareFiles} open files and ${soft} are allowed: ulimit -n 16384`)
}

async function openAll({ stack, signal, doing }: Ground) {
  doing('starting a gateway')
  const lone = await openLoneGround(stack, signal)
  const { key, sign } = await newSigner()
  const orders: Orders = stack.use(await openOrders(lone.nats.url, key))
  const gateway = stack.use(await lone.startGateway({ STREAMS_PER_CALLER: `${streams}` }))
  const dir = await mkdtemp(join(tmpdir(), 'tradewind-bench-'))
  stack.defer(() => rm(dir, { recursive: true, force: true }))

  const shared = newId('ord')
  const single = Array.from({ length: streams / 2 }, () => newId('ord'))
  const staff = await sign({ sub: newId('usr'), role: 'staff', sid: 'ses_staff' })
  const tickets: Ticket[] = []
  for (const orderId of single) {
    const token = await sign({ sub: newId('usr'), role: 'customer', sid: newId('ses') })
    tickets.push({ path: pathOf(orderId), token }, { path: pathOf(shared), token: staff })
  }
  doing(`opening ${streams} streams`)
  const startedAt = performance.now()
  const share = streams / processes
  const workers = Array.from({ length: processes }, async (_, index) => {
    const file = join(dir, `${index}.json`)
    await writeFile(file, JSON.stringify(tickets.slice(index * share, (index + 1) * share)))
    // Linux has all of 127.0.0.0/8, and so as many ports for each process.
    const source = process.platform === 'linux' ? [`127.0.0.${index + 2}`] : []
    return stack.use(await startWorker<{ url: string }>('streams/readers.ts', [gateway.url, file, ...source], signal))
  })
  const urls = (await Promise.all(workers)).map(({ message }) => message.url)
  const openedInS = (performance.now() - startedAt) / 1_000
  return { gateway: gateway.pid, orders, readers: readersAt(urls), shared, single, openedInS }
}

const pathOf = (orderId: string) => `/orders/${orderId}/events`

type Readers = { readonly seen: () => Promise<Seen>; readonly forget: () => Promise<unknown> }

function readersAt(urls: readonly string[]): Readers {
  const ask = (path: string) =>
    Promise.all(urls.map(async (url) => (await (await fetch(`${url}${path}`)).json()) as Seen))
  return {
    seen: async () =>
      (await ask('/')).reduce((all, one) => ({
        open: all.open + one.open,
        events: all.events + one.events,
        lastAt: Math.max(all.lastAt, one.lastAt),
      })),
    forget: () => ask('/forget'),
  }
}

/** How long it takes from the beginning of `work` until so many events have reached their readers. */
async function timed(readers: Readers, events: number, work: () => Promise<unknown>): Promise<number> {
  await readers.forget()
  const startedAt = performance.timeOrigin + performance.now()
  await work()
  for (const until = performance.now() + 60_000; performance.now() < until; await sleep(20)) {
    const seen = await readers.seen()
    if (seen.events >= events) return seen.lastAt - startedAt
  }
  throw new CannotStart(`Of ${events} events some have not arrived within a minute`)
}

async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN) / 1_024
}
