import { parseArgs } from 'node:util'

/** What to measure, and how hard to push. */
export type Options = {
  readonly scenario: string
  readonly connections: number
  readonly durationS: number
  readonly warmupS: number
  /** Operations to begin each second, however slow the answers are. Without it, each connection begins one when its last has ended. */
  readonly rate?: number
  /** How many orders `stored` copies into the databases. */
  readonly ordersStored: number
  /** How many SKUs and movements the larger inventory of `reserve` has. */
  readonly skus: number
  readonly movements: number
  readonly json: boolean
  /** Whether to leave a CPU profile of each process of a stack of our own. */
  readonly profile?: boolean
  /** The API of a stack that runs already. */
  readonly url?: string
  /** The broker of that stack. */
  readonly nats?: string
}

/** Arguments that make no sense, with what to do about it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What can be measured, by name, and how long if nobody says. */
type Scenarios = ReadonlyMap<string, { readonly durationS?: number }>

/** Reads the command line; `help` if that is what was asked for. */
export function readOptions(args: readonly string[], scenarios: Scenarios): Options | 'help' {
  const { values, positionals } = parse(args)
  if (values.help) return 'help'
  const [scenario, ...more] = positionals
  const names = [...scenarios.keys()]
  if (!scenario || more.length > 0) throw new UsageError(`name one scenario: ${names.join(', ')}`)
  const chosen = scenarios.get(scenario)
  if (!chosen) throw new UsageError(`there is no scenario "${scenario}"; there are ${names.join(', ')}`)
  const { duration = String(chosen.durationS ?? 10) } = values
  return {
    scenario,
    connections: whole('connections', values.connections, { from: 1, to: 1_000 }),
    durationS: number('duration', duration, { from: 1, to: 3_600 }),
    warmupS: number('warmup', values.warmup, { from: 0, to: 600 }),
    ordersStored: whole('orders-stored', values['orders-stored'], { from: 1, to: 100_000_000 }),
    skus: whole('skus', values.skus, { from: 1_000, to: 10_000_000 }),
    movements: whole('movements', values.movements, { from: 0, to: 100_000_000 }),
    json: values.json,
    ...(values.profile && { profile: true }),
    ...(values.rate !== undefined && { rate: number('rate', values.rate, { from: 0.1, to: 100_000 }) }),
    ...(values.url !== undefined && { url: address('url', values.url, ['http:', 'https:']) }),
    ...(values.nats !== undefined && { nats: address('nats', values.nats, ['nats:', 'tls:']) }),
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        connections: { type: 'string', default: '32' },
        duration: { type: 'string' },
        warmup: { type: 'string', default: '3' },
        rate: { type: 'string' },
        'orders-stored': { type: 'string', default: '1000000' },
        skus: { type: 'string', default: '100000' },
        movements: { type: 'string', default: '1000000' },
        json: { type: 'boolean', default: false },
        profile: { type: 'boolean', default: false },
        url: { type: 'string' },
        nats: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

type Range = { readonly from: number; readonly to: number }

function number(flag: string, text: string, { from, to }: Range): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (value >= from && value <= to) return value
  throw new UsageError(`--${flag} takes a number from ${from} to ${to}, not "${text}"`)
}

function whole(flag: string, text: string, range: Range): number {
  const value = number(flag, text, range)
  if (Number.isInteger(value)) return value
  throw new UsageError(`--${flag} takes a whole number, not "${text}"`)
}

function address(flag: string, text: string, protocols: readonly string[]): string {
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text
  throw new UsageError(
    `--${flag} takes a URL that begins with ${protocols.map((one) => `${one}//`).join(' or ')}, not "${text}"`,
  )
}
