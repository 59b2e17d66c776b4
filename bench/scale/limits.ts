/** What was seen of a load, and what the same machine can do of each thing by itself. */
export type Seen = {
  /** How many cores each process kept busy, `bench` for the load itself and `others` for all that is not of this run. */
  readonly cores: Readonly<Record<string, number>>
  readonly machineCores: number
  /** Each second, and of nothing but that. */
  readonly commits: { readonly perS: number; readonly bare: number } | undefined
  readonly events: { readonly perS: number; readonly bare: number } | undefined
}

/** How much of its ceiling something takes. */
export type Share = { readonly what: string; readonly share: number }

/** These use as many cores as there are; all others do one thing at a time. */
const parallel = ['postgres', 'nats', 'redis', 'others']

/** From this much of a ceiling on, more is hardly to be had. */
const near = 0.85

/** What is used of each ceiling, the most used first. */
export function sharesOf({ cores, machineCores, commits, events }: Seen): readonly Share[] {
  const busy = Object.values(cores).reduce((sum, each) => sum + each, 0)
  const [[name, most] = ['', 0]] = Object.entries(cores)
    .filter(([process]) => !parallel.includes(process))
    .sort(([, a], [, b]) => b - a)
  const shares = [
    { what: `${busy.toFixed(2)} of ${machineCores} cores busy${aside(cores)}`, share: busy / machineCores },
    { what: `${name}, ${most.toFixed(2)} of the one core that a process has`, share: most },
    ...partOf(commits, 'commits/s of Postgres'),
    ...partOf(events, 'events/s of JetStream'),
  ]
  return shares.sort((a, b) => b.share - a.share)
}

/** Whoever shares the machine takes its cores as well. */
const aside = ({ others = 0 }: Seen['cores']) =>
  others < 0.1 ? '' : `, ${others.toFixed(2)} of them with something else`

const partOf = (seen: { readonly perS: number; readonly bare: number } | undefined, of: string): Share[] =>
  seen ? [{ what: `${seen.perS.toFixed(0)} of ${seen.bare.toFixed(0)} ${of}`, share: seen.perS / seen.bare }] : []

/** What stands in the way of more, in a sentence. */
export function limitIn(shares: readonly Share[]): string {
  const [first] = shares
  if (!first || first.share < near) {
    const part = first ? `${first.what} (${percent(first.share)})` : 'nothing'
    return `nothing that was measured is near its ceiling; the nearest is ${part}: orders wait for each other or for answers`
  }
  return `${first.what} (${percent(first.share)})`
}

export const percent = (share: number): string => `${(100 * share).toFixed(0)} %`
