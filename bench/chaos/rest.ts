import type { Bus } from '#subjects/bus.ts'
import { durableName, subscriptionsOf } from '#subjects/bus/names.ts'
import { events } from '#subjects/contracts.ts'
import { type Backlog, backlogReader, drained } from '../backlog.ts'
import { openDatabases } from '../databases.ts'
import { connectTools, type System } from '../system.ts'

/** How long the system may take to come to rest once everything is healed. */
export const convergeWithinMs = 60_000
/** A mail that was put off again and again is tried again after a minute or two. */
const mailsWithinMs = 150_000

/** What is still to be done when there was time enough; nothing if it came to rest. */
export type Rest = { readonly tookMs: number | undefined; readonly left: string | undefined }

/** Waits until nothing is under way any more, but for mails, which have their own time. */
export const comeToRest = (system: System, signal: AbortSignal): Promise<Rest> =>
  rested(system, convergeWithinMs, { signal, withMails: false })

/** Waits until the last mail is sent, too. */
export const comeToRestWithMails = (system: System, signal: AbortSignal): Promise<Rest> =>
  rested(system, mailsWithinMs, { signal, withMails: true })

/** Whoever cannot say what is left to do is not at rest: a cluster has no leader for some seconds after one was lost. */
const unknown: Backlog = { unpublished: 0, unconsumed: 1, checkouts: 0, webhooks: 0, mails: 0 }

type How = { readonly signal: AbortSignal; readonly withMails: boolean }

async function rested(system: System, limitMs: number, { signal, withMails }: How): Promise<Rest> {
  await using stack = new AsyncDisposableStack()
  const databases = stack.use(openDatabases(system.postgres ?? ''))
  const bus = stack.use(await connectTools(system.nats ?? {}))
  const backlog = backlogReader(databases, bus)
  let trouble = ''
  const read = async () => {
    trouble = ''
    const found = await backlog().catch((error: unknown) => {
      trouble = `: ${String(error)}`
      return unknown
    })
    return { ...found, ...(!withMails && { mails: 0 }) }
  }
  const tookMs = await drained(read, limitMs, signal)
  if (tookMs !== undefined) return { tookMs, left: undefined }
  const left = JSON.stringify(await read())
  return { tookMs, left: `${left}${trouble}${await behind(bus)}` }
}

/** Which consumers are behind, and how far. */
async function behind(bus: Bus): Promise<string> {
  const lags = subscriptionsOf(events).map(async (subscription) => {
    const lag = await bus.provisioner.consumerLag(subscription).catch(String)
    const isBehind = typeof lag === 'string' || (lag && lag.pending + lag.inHand > 0)
    return isBehind ? [`; ${durableName(subscription)}: ${JSON.stringify(lag)}`] : []
  })
  return (await Promise.all(lags)).flat().join('')
}
