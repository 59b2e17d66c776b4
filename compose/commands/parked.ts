import { Command } from 'commander'
import { CannotStart } from '../run.ts'
import { rowOf, withLots } from './lots.ts'
import { jsonOf, print } from './output.ts'
import { discardParked, replayParked } from './settle-parked.ts'

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
        console.log(jsonOf(found, 2))
      }),
  )
  .addCommand(replayParked)
  .addCommand(discardParked)
