import { setTimeout as sleep } from 'node:timers/promises'
import { acrossLaws, brokenAcross } from '#actors/across/across.ts'
import { type Broken, brokenOf, type Span } from '#actors/law.ts'
import { lawsOf } from '#actors/laws.ts'
import { mailsLeave } from '#actors/notifications/laws.ts'
import { databases as names } from '#db/databases.ts'
import type { Databases } from '../databases.ts'

/** How many laws there are for what the databases hold, by themselves and together. */
export const lawCount = Object.values(lawsOf).reduce((sum, laws) => sum + laws.length, acrossLaws.length)

const mostShown = 5

/** Books are kept a few seconds after the money has moved. */
const bookedWithinMs = 15_000

/** Whether mails had the time to leave. */
type Which = { readonly waitsForMails?: boolean }

/** What a timer happens to be at is not at rest for a moment; what is wrong is so a moment later, too. */
export async function offendersAtRest(
  databases: Databases,
  { span, waitsForMails = true, signal }: Which & { readonly span?: Span | undefined; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  for (const until = performance.now() + bookedWithinMs; ; ) {
    const offenders = await offendersOf(databases, span, { waitsForMails })
    if (offenders.length === 0 || performance.now() > until) return offenders
    await sleep(1_000, undefined, { signal })
  }
}

/** What breaks which law, in sentences. All of them hold only where nothing is under way. */
export async function offendersOf(
  databases: Databases,
  span: Span = {},
  { waitsForMails = true }: Which = {},
): Promise<readonly string[]> {
  const found: string[] = []
  const sentence = ({ id, what, offenders }: Broken, where: string) => {
    const shown = offenders.slice(0, mostShown).map((row) => JSON.stringify(row))
    return `${id} of ${where}: "${what}" is broken by ${offenders.length}: ${shown.join(', ')}`
  }
  for (const name of names) {
    const laws = lawsOf[name].filter((law) => waitsForMails || law !== mailsLeave)
    const broken = await brokenOf((statement) => databases[name].unsafe(statement), laws, span)
    found.push(...broken.map((one) => sentence(one, name)))
  }
  const across = await brokenAcross(databases, span)
  return [...found, ...across.map((one) => sentence(one, 'all'))]
}
