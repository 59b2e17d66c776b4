import { parseArgs } from 'node:util'
import type { Instances } from '#compose/local/processes.ts'
import { type DatabaseName, databases } from '#db/databases.ts'
import { address, counts, number, oneOf, UsageError, whole } from './flags.ts'

/** What to measure, and how hard to push. */
export type Options = {
  readonly scenario: string
  readonly connections: number
  readonly durationS: number
  readonly warmupS: number
  /** Operations to begin each second, however slow the answers are. Without it, each connection begins one when its last has ended. */
  readonly rate?: number
  /** As `rate`, one after the other, each for the whole duration. */
  readonly rates?: readonly number[]
  /** How many orders there are in the databases when it begins. */
  readonly ordersStored?: number
  /** How many products with stock there are, besides those of the seed. */
  readonly skuCount?: number
  /** How many movements the larger inventory of `reserve` has. */
  readonly movements: number
  /** How many processes some actors have; all others have one, and none shares one. */
  readonly instances?: Instances
  /** The actor that `scale` has more and more processes of. */
  readonly actor?: DatabaseName
  /** The commit whose processes `rolling` begins with. */
  readonly from?: string
  readonly json: boolean
  /** Whether to leave a CPU profile of each process of a stack of our own. */
  readonly profile?: boolean
  /** The API of a stack that runs already. */
  readonly url?: string
  /** The broker of that stack. */
  readonly nats?: string
}

const flags = {
  connections: { type: 'string' },
  duration: { type: 'string' },
  warmup: { type: 'string', default: '3' },
  rate: { type: 'string' },
  rates: { type: 'string' },
  'orders-stored': { type: 'string' },
  'sku-count': { type: 'string' },
  movements: { type: 'string', default: '1000000' },
  instances: { type: 'string', multiple: true },
  actor: { type: 'string' },
  from: { type: 'string' },
  json: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  url: { type: 'string' },
  nats: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

export type Flag = keyof typeof flags

/** What users' acts are measured with, unless a scenario says otherwise. */
export const usualFlags: readonly Flag[] = [
  'connections',
  'duration',
  'warmup',
  'rate',
  'rates',
  'orders-stored',
  'sku-count',
  'instances',
  'profile',
  'url',
  'nats',
]

/** What can be measured, by name: how long and over how many connections if nobody says, and which flags mean something to it. */
type Scenarios = ReadonlyMap<
  string,
  { readonly durationS?: number; readonly connections?: number; readonly takes?: readonly Flag[] }
>

/** Reads the command line; `help` if that is what was asked for. Without a scenario it is `fallback`. */
export function readOptions(args: readonly string[], scenarios: Scenarios, fallback = ''): Options | 'help' {
  const { values, positionals, tokens } = parse(args)
  if (values.help) return 'help'
  const [scenario = fallback, ...more] = positionals
  const names = [...scenarios.keys()]
  if (!scenario || more.length > 0) throw new UsageError(`name one scenario: ${names.join(', ')}`)
  const chosen = scenarios.get(scenario)
  if (!chosen) throw new UsageError(`there is no scenario "${scenario}"; there are ${names.join(', ')}`)
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
  refuseWhatIsNotHeeded(scenario, given, chosen.takes ?? usualFlags)
  const { duration = String(chosen.durationS ?? 10), connections = String(chosen.connections ?? 32) } = values
  return {
    scenario,
    connections: whole('connections', connections, { from: 1, to: 1_000 }),
    durationS: number('duration', duration, { from: 1, to: 3_600 }),
    warmupS: number('warmup', values.warmup, { from: 0, to: 600 }),
    movements: whole('movements', values.movements, { from: 0, to: 100_000_000 }),
    json: values.json,
    ...(values.profile && { profile: true }),
    ...optional(values),
  }
}

/** What is absent unless somebody asked for it. */
function optional(values: ReturnType<typeof parse>['values']): Partial<Options> {
  const { rate, rates, instances, actor, from, url, nats, 'orders-stored': orders, 'sku-count': skus } = values
  const perS = { from: 0.1, to: 100_000 }
  return {
    ...(rate !== undefined && { rate: number('rate', rate, perS) }),
    ...(rates !== undefined && { rates: rates.split(',').map((one) => number('rates', one, perS)) }),
    ...(orders !== undefined && { ordersStored: whole('orders-stored', orders, { from: 1, to: 100_000_000 }) }),
    ...(skus !== undefined && { skuCount: whole('sku-count', skus, { from: 1_000, to: 10_000_000 }) }),
    ...(instances !== undefined && {
      instances: counts('instances', instances, { words: databases, range: { from: 1, to: 16 } }),
    }),
    ...(actor !== undefined && { actor: oneOf('actor', actor, databases) }),
    ...(from !== undefined && { from }),
    ...(url !== undefined && { url: address('url', url, ['http:', 'https:']) }),
    ...(nats !== undefined && { nats: address('nats', nats, ['nats:', 'tls:']) }),
  }
}

/** An option that changes nothing would be believed to have. */
function refuseWhatIsNotHeeded(scenario: string, given: readonly Flag[], takes: readonly Flag[]): void {
  const heeded = [...takes, 'json', 'help']
  const other = given.find((flag) => !heeded.includes(flag))
  if (other) throw new UsageError(`--${other} means nothing to ${scenario}, which takes --${heeded.join(', --')}`)
  const both = (one: Flag, two: Flag) => given.includes(one) && given.includes(two)
  if (both('rate', 'rates')) throw new UsageError('--rates offers one rate after the other: leave --rate out')
  for (const flag of ['instances', 'sku-count', 'orders-stored', 'profile'] as const)
    if (both('url', flag)) throw new UsageError(`--${flag} is about a stack of our own: it does not go with --url`)
  if (given.includes('nats') && !given.includes('url'))
    throw new UsageError('--nats is the broker of a stack that runs already: it takes --url as well')
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, tokens: true, options: flags })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
