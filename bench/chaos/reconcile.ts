import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { System } from '../system.ts'

const program = resolve(import.meta.dirname, '../../compose/tradewind.js')

type Difference = Readonly<Record<string, unknown>>
type Outcome = {
  readonly checked: number
  readonly repaired: readonly Difference[]
  readonly raised: readonly Difference[]
}

/** Has an operator hold the provider against the books, by the command that operators have: there are some, and they agree. */
export async function reconcile(
  { nats }: System,
  { hasSold }: { readonly hasSold: boolean },
): Promise<readonly string[]> {
  const run = promisify(execFile)(process.execPath, [program, 'reconcile', '--json'], {
    env: { ...process.env, ...nats },
    timeout: 60_000,
  })
  // Differences end it with an exit code that is not 0, and are said all the same.
  const { stdout, stderr } = await run.catch((error: { stdout?: string; stderr?: string }) => error)
  try {
    const { checked, repaired, raised } = JSON.parse(stdout ?? '') as Outcome
    if (hasSold && checked === 0) return ['tradewind reconcile found nothing to look at']
    return [...repaired, ...raised].map((difference) => `books and provider differ: ${JSON.stringify(difference)}`)
  } catch {
    return [`tradewind reconcile came to nothing: ${stderr?.trim().split('\n').at(-1)}`]
  }
}
