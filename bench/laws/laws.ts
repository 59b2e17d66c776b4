import { brokenOf, type Law } from '#actors/law.ts'
import { lawsOf } from '#actors/laws.ts'
import { databases as names } from '#db/databases.ts'
import type { Databases } from '../databases.ts'

/** How many laws there are for what each database holds by itself. */
export const lawCount = Object.values(lawsOf).reduce((sum, laws) => sum + laws.length, 0)

const mostShown = 5

/** What breaks which law, in sentences. All of them hold only where nothing is under way. */
export async function offendersOf(
  databases: Databases,
  which: (law: Law) => boolean = () => true,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const name of names) {
    const broken = await brokenOf((statement) => databases[name].unsafe(statement), lawsOf[name].filter(which))
    for (const { id, what, offenders } of broken) {
      const shown = offenders.slice(0, mostShown).map((row) => JSON.stringify(row))
      found.push(`${id} of ${name}: "${what}" is broken by ${offenders.length}: ${shown.join(', ')}`)
    }
  }
  return found
}
