import { Command } from 'commander'
import '../light-imports.ts'
import { CannotStart } from '../run.ts'
import { openBus } from './environment.ts'
import { didYouMean, print } from './output.ts'
import type * as Parking from './parking.ts'
import type { Lot, ParkedEvent } from './parking.ts'

/** `tradewind parked`: events that an actor gave up on, for somebody to look at, replay or discard. */
export const parked = new Command('parked')
  .description('events that could not be handled: look at them, replay or discard them')
  .option('--all', 'also those that were replayed or discarded')
  .option('--json', 'as JSON')
  .action(async ({ all = false, json }: { all?: boolean; json?: boolean }) => {
    const found = await withLots((lots, { listParked }) => listParked(lots, { everything: all }))
    if (found.length === 0 && !json) console.log('Nothing is parked')
    else print(json, found.map(rowOf))
  })
  .addCommand(
    new Command('show')
      .description('a parked event, whole')
      .argument('<id>')
      .option('--json', 'as JSON')
      .action(async (id: string) => {
        const found = await withLots((lots, { listParked }) => listParked(lots, { id, everything: true }))
        if (found.length === 0) throw new CannotStart(`There is no parked event ${id}`)
        console.log(JSON.stringify(found, null, 2))
      }),
  )
  .addCommand(
    new Command('replay')
      .description('publishes a parked event again; only who had parked it acts on it')
      .argument('<id>')
      .option('--json', 'as JSON')
      .action(async (id: string, { json }: { json?: boolean }) => {
        await using bus = await openBus()
        await settle(id, json, (lots, event, { replay }) => replay(lots, event, bus))
      }),
  )
  .addCommand(
    new Command('discard')
      .description('gives a parked event up for good')
      .argument('<id>')
      .option('--json', 'as JSON')
      .action((id: string, { json }: { json?: boolean }) =>
        settle(id, json, (lots, event, { discard }) => discard(lots, event)),
      ),
  )

/** Imports what speaks to databases only when it is needed: no other command should wait for it. */
async function withLots<T>(work: (lots: readonly Lot[], parking: typeof Parking) => Promise<T>): Promise<T> {
  const parking = await import('./parking.ts')
  await using stack = new AsyncDisposableStack()
  return await work(parking.openLots(stack), parking)
}

async function settle(
  id: string,
  json: boolean | undefined,
  work: (lots: readonly Lot[], event: ParkedEvent, parking: typeof Parking) => Promise<void>,
): Promise<void> {
  const rows = await withLots(async (lots, parking) => {
    const waiting = await parking.listParked(lots)
    const event = waiting.find(({ messageId }) => messageId === id)
    const ids = waiting.map(({ messageId }) => messageId)
    if (!event) throw new CannotStart(`No event ${id} is parked${didYouMean(id, ids)}`)
    await work(lots, event, parking)
    return parking.listParked(lots, { id, everything: true })
  })
  print(json, rows.map(rowOf))
}

function rowOf({ parkedAt, messageId, subject, durable, deliveries, status, error }: ParkedEvent) {
  const [firstLine = ''] = error.split('\n')
  return {
    id: messageId,
    status,
    subject,
    consumer: durable,
    deliveries,
    parked: parkedAt.toISOString(),
    error: firstLine,
  }
}
