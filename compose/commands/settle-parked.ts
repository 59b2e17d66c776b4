import { Command } from 'commander'
import { CannotStart } from '../run.ts'
import { confirm } from './confirm.ts'
import type { Own } from './databases.ts'
import { openBus } from './environment.ts'
import { rowOf, withLots } from './lots.ts'
import { didYouMean, print } from './output.ts'
import type * as Parking from './parking.ts'
import type { ParkedEvent } from './parking.ts'
import { showProgress } from './progress.ts'

type Options = { readonly allOf?: string; readonly yes?: boolean; readonly json?: boolean }

type Choice = Options & { readonly id: string | undefined }

/** What is done with one parked event. */
type Settle = (lots: readonly Own[], event: ParkedEvent, parking: typeof Parking) => Promise<void>

/** `tradewind parked replay`: gives events that could not be handled to who had parked them once more. */
export const replayParked = settling(
  'replay',
  'publishes parked events again; only who had parked them acts on them',
).action(async (id: string | undefined, options: Options) => {
  mustChoose('replay', { ...options, id })
  await using bus = await openBus()
  await settleChosen('replay', { ...options, id }, (lots, event, { replay }) => replay(lots, event, bus))
})

/** `tradewind parked discard`: takes events that could not be handled for settled. */
export const discardParked = settling('discard', 'gives parked events up for good').action(
  (id: string | undefined, options: Options) =>
    settleChosen('discard', { ...options, id }, (lots, event, { discard }) => discard(lots, event)),
)

function settling(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('[id]')
    .option('--all-of <name>', 'all that are parked of one subject, or at one consumer')
    .option('--yes', 'does not ask before it does that')
    .option('--json', 'as JSON')
}

async function settleChosen(verb: string, choice: Choice, settle: Settle): Promise<void> {
  mustChoose(verb, choice)
  const { id, allOf = '', yes = false, json } = choice
  const rows = await withLots(async (lots, parking) => {
    const waiting = await parking.listParked(lots)
    const chosen = id === undefined ? allOfName(waiting, allOf) : [eventOf(waiting, id)]
    if (id === undefined) await confirm(`${verb} ${chosen.length} events of ${allOf}?`, { yes })
    await settleEach(verb, chosen, (event) => settle(lots, event, parking))
    const settled = new Set(chosen.map(placeOf))
    const now = await parking.listParked(lots, { everything: true })
    return now.filter((event) => settled.has(placeOf(event)))
  })
  print(json, rows.map(rowOf))
}

/** One event may be parked at several consumers. */
const placeOf = ({ messageId, durable }: ParkedEvent) => `${durable} ${messageId}`

function mustChoose(verb: string, { id, allOf }: Choice): void {
  if ((id === undefined) === (allOf === undefined)) throw new CannotStart(`Say either an id or --all-of, to ${verb} it`)
}

function eventOf(waiting: readonly ParkedEvent[], id: string): ParkedEvent {
  const found = waiting.find(({ messageId }) => messageId === id)
  if (found) return found
  const ids = waiting.map(({ messageId }) => messageId)
  throw new CannotStart(`No event ${id} is parked${didYouMean(id, ids)}`)
}

function allOfName(waiting: readonly ParkedEvent[], name: string): readonly ParkedEvent[] {
  const found = waiting.filter(({ subject, durable }) => subject === name || durable === name)
  if (found.length > 0) return found
  const names = waiting.flatMap(({ subject, durable }) => [subject, durable])
  throw new CannotStart(`Nothing is parked of ${name}${didYouMean(name, names)}`)
}

/** One that cannot be settled does not keep the others from it; the first reason is told. */
async function settleEach(
  verb: string,
  chosen: readonly ParkedEvent[],
  settle: (event: ParkedEvent) => Promise<void>,
): Promise<void> {
  using progress = await showProgress(verb, chosen.length)
  const failures: unknown[] = []
  for (const [index, event] of chosen.entries()) {
    await settle(event).catch((error: unknown) => failures.push(error))
    progress.reach(index + 1)
  }
  if (failures.length === 0) return
  if (chosen.length === 1) throw failures[0]
  console.error(`${failures.length} of ${chosen.length} are still parked: ${reasonOf(failures[0])}`)
  process.exitCode = 1
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
