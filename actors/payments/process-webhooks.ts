import type { PaymentRow } from './converge.ts'
import { Problem } from '#subjects/problem.ts'
import { followDispute } from './follow-dispute.ts'
import { followSetup } from './methods/follow-setup.ts'
import type { PaymentReport, Report } from './provider-port.ts'
import { isAbout, isKnown, paymentsOf } from './reported.ts'
import { look, type PaymentsContext } from './settle.ts'
import { claim, done, type EventRow, park } from './webhook-queue.ts'

type Told<R extends Report = Report> = { readonly event: EventRow; readonly report: R }
type OfPayment = Told<PaymentReport> & { readonly payment: PaymentRow | undefined }

/**
 * Works through what the provider reported. An event only says where to look: what it is about is read again at the provider,
 * so it does not matter how old an event is, or in which order they came. Nor does one that takes long hold up the others.
 */
export async function processWebhooks(context: PaymentsContext): Promise<void> {
  const { db, looking, stopping } = context
  while (!stopping.aborted) {
    const events = await claim(db, await looking.room())
    if (events.length === 0) return
    const read = understand(events, context)
    const ofPayments = await withPayments(read, context)
    const others = read.filter((each) => !isOfPayment(each))
    const strange = ofPayments.filter(({ payment }) => !payment)
    const news = ofPayments.filter(({ payment, report }) => payment && !isKnown(payment, report))
    const open = new Set([...strange, ...news, ...others].map(({ event }) => event))
    await Promise.all([
      park(db, eventsOf(strange), 'There is no such payment here', mostAttempts),
      done(
        db,
        events.filter((event) => !open.has(event)),
      ),
    ])
    for (const ofPayment of Map.groupBy(news, ({ payment }) => payment?.id).values()) {
      follow(ofPayment, () => lookAtIntents(ofPayment, context), context)
    }
    for (const other of others) follow([other], () => lookAtOther(other.report, context), context)
  }
}

/** What each event says; one that says nothing of ours is left out. */
function understand(events: readonly EventRow[], { provider }: PaymentsContext): Told[] {
  return events.flatMap((event) => {
    const report = event.payload === null ? null : provider.report(event.payload)
    return report ? [{ event, report }] : []
  })
}

const isOfPayment = (told: Told): told is Told<PaymentReport> => told.report.about === 'payment'

async function withPayments(read: readonly Told[], { db }: PaymentsContext): Promise<OfPayment[]> {
  const told = read.filter(isOfPayment)
  const known = await paymentsOf(
    db,
    told.map(({ report }) => report),
  )
  return told.map((each) => ({ ...each, payment: known.find((payment) => isAbout(payment, each.report)) }))
}

/** Looks at every intent that a payment's events name, be it the payment's or one that only claims to be. */
async function lookAtIntents(news: readonly OfPayment[], context: PaymentsContext): Promise<boolean> {
  const [id = ''] = news.flatMap(({ payment }) => payment?.id ?? [])
  for (const intentId of new Set(news.map(({ report }) => report.intentId))) await look(id, intentId, context)
  return true
}

/** Looks at what is no payment. False: there is no such thing here. */
async function lookAtOther(report: Report, context: PaymentsContext): Promise<boolean> {
  switch (report.about) {
    case 'setup':
      return followSetup(report.setupId, context)
    case 'dispute':
      return followDispute(report.disputeId, context)
    case 'payment':
      return true
  }
}

/** An event can come before the row it is about; after a few minutes it will not come any more. */
const mostAttempts = 9

function follow(told: readonly Told[], work: () => Promise<boolean>, context: PaymentsContext): void {
  const { db, log, looking } = context
  const events = eventsOf(told)
  const attempt = async () => {
    try {
      if (await work()) await done(db, events)
      else await park(db, events, 'There is no such thing here', mostAttempts)
    } catch (error) {
      if (!(error instanceof Problem)) log.error({ err: error }, 'what a webhook is about could not be looked at')
      await park(db, events, error instanceof Error ? error.message : String(error))
    }
  }
  looking.add(attempt().catch((error: unknown) => log.error({ err: error }, 'a webhook could not be processed')))
}

const eventsOf = (told: readonly Told[]) => told.map(({ event }) => event)
