import { parseArgs } from 'node:util'

export const help = `npm run chaos -- [--seed N] [--minutes M] [--cluster] [--points] [--at NAMES] [--json]

Two gateways and twice all actors, with customers who order and staff who send it, are killed, frozen and cut off, and so is
what they stand on, in an order that the seed decides. Again and again all is healed, and has to come to rest within a minute.
Then everything has to add up: laws, books, the provider's ledger, and what customers were told.

  --seed N       what happens, and when; without it, one by chance, which is printed
  --minutes M    for how long things go wrong (1); a third of a minute at a time
  --cluster      three NATS servers, each stream kept three times
  --only ROWS    nothing but these rows of the fault matrix, as F16,F54
  --points       then, with a system of its own, all happens that can, and at each point where that makes a difference the
                 process of an actor is killed once, instead of at some points only; --minutes 0 does nothing else
  --at NAMES     only at those points whose name has one of these in it, as inventory.extend,order.cancelled, and nothing else
  --list         what can go wrong, by the rows of the fault matrix, and what is left out and why
  --json         nothing but the last line, as JSON
  --url URL      people shop in a stack that runs already, and it is judged; nothing is made to go wrong there
  --nats URL     the broker of that stack, if it is not one of this checkout
  --help         this page

All that is broken is its own: while the environment names servers (DATABASE_ADMIN_URL, NATS_URL …) it does not begin.

The exit code is 0 only if nothing is broken. What a run that fails leaves behind, logs and data, it says where.`

/** What to do, and with what. */
export type Arguments = {
  readonly what: 'chaos' | 'list' | 'help'
  readonly seed: number
  readonly minutes: number
  readonly json: boolean
  readonly hasCluster: boolean
  readonly hasPoints: boolean
  /** Parts of the names of the points at which something is to be killed; without any, at all. */
  readonly at?: readonly string[]
  readonly only?: readonly string[]
  readonly url?: string
  readonly nats?: string
  /** How to have the same once more. */
  readonly again: string
}

/** Reads the command line; a text says what is wrong with it. */
export function readArguments(args: readonly string[]): Arguments | string {
  try {
    return chosen(parse(args))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string' },
      minutes: { type: 'string' },
      cluster: { type: 'boolean', default: false },
      points: { type: 'boolean', default: false },
      at: { type: 'string' },
      only: { type: 'string' },
      list: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      url: { type: 'string' },
      nats: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  }).values

function chosen(values: ReturnType<typeof parse>): Arguments | string {
  const { cluster, url, nats, json } = values
  const at = values.at?.split(',')
  const points = values.points || at !== undefined
  const seed = values.seed === undefined ? Math.floor(Math.random() * 1_000_000) : Number(values.seed || 'x')
  const minutes = Number((values.minutes ?? (at ? '0' : '1')) || 'x')
  const only = values.only?.split(',')
  if (!Number.isSafeInteger(seed) || seed < 0) return '--seed takes a whole number'
  if (!(minutes >= 0.2 && minutes <= 600) && !(points && minutes === 0))
    return '--minutes takes a number from 0.2 to 600, and 0 with --points'
  if (only?.some((row) => !/^F\d+$/.test(row)))
    return '--only takes rows of the fault matrix, as F16,F54: --list has them'
  if (url !== undefined && (cluster || points || only))
    return 'Nothing is made to go wrong in a stack that runs: leave --cluster, --points and --only out'
  if (url !== undefined && !/^https?:\/\//.test(url)) return '--url takes a URL that begins with http:// or https://'
  if (nats !== undefined && url === undefined) return '--nats goes with --url'
  const options = [
    `--seed ${seed} --minutes ${minutes}`,
    ...(cluster ? ['--cluster'] : []),
    ...(at ? [`--at '${at.join(',')}'`] : points ? ['--points'] : []),
    ...(only ? [`--only ${only.join(',')}`] : []),
    ...(url === undefined ? [] : [`--url ${url}`]),
  ]
  return {
    what: values.help ? 'help' : values.list ? 'list' : 'chaos',
    seed,
    minutes,
    json,
    hasCluster: cluster,
    hasPoints: points,
    again: `npm run chaos -- ${options.join(' ')}`,
    ...(at && { at }),
    ...(only && { only }),
    ...(url !== undefined && { url }),
    ...(nats !== undefined && { nats }),
  }
}
