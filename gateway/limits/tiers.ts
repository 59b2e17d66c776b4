/** So many requests in so much time: a bucket of `quota`, which fills again evenly over the window. */
export type Policy = {
  readonly name: string
  readonly quota: number
  readonly windowUs: number
  /** The time in which one more is allowed. */
  readonly intervalUs: number
}

/** Policies that are counted together for one partition: a request has to fit all of them. */
export type Tier = { readonly name: TierName; readonly policies: readonly Policy[] }

export type Tiers = Readonly<Record<TierName, Tier>>

export type TierName = keyof typeof defaults

/**
 * What is allowed without a word in RATE_LIMITS. No window is longer than ten minutes: a count may not outlast the note that
 * a login has ended, or a flood of counts could push that out of a full Redis, which drops first what ends first.
 */
const defaults = {
  /** Everything from one address, whoever asks: many people may share it. */
  address: '600/10+6000/600',
  /** Each login, wherever it is used. */
  user: '300/10+3000/600',
  'api-key': '600/10+12000/600',
  /** What a payment provider sends from one address. */
  webhook: '6000/10',
  /** What anybody may try without having logged in, from one address: log in, register, refresh. */
  auth: '60/60',
  /** Attempts at one account, from all the addresses together from which nobody has logged in to it yet. */
  account: '10/600',
  /** How often an address may be refused by `auth` before it counts as abnormal. */
  abuse: '60/600',
} as const

const longestSeconds = 600

/** How RATE_LIMITS is written: `off`, `x100` for a hundred times the usual, or limits by name. */
export const rateLimitsPattern = `^(off|x[1-9][0-9]{0,5}|${list('NAME=N/S(\\+N/S)?')})$`
  .replaceAll('NAME', `(${Object.keys(defaults).join('|')})`)
  .replaceAll('N/S', '[1-9][0-9]{0,8}/([1-9][0-9]?|[1-5][0-9]{2}|600)')

export const rateLimitsForm = `off, a factor such as x100, or limits as requests/seconds such as address=600/10+6000/600,auth=60/60 (of ${Object.keys(defaults).join(', ')}; up to ${longestSeconds} seconds)`

/** The limits as RATE_LIMITS has them, and as usual where it says nothing; undefined if there are none. */
export function readTiers(text = ''): Tiers | undefined {
  if (text === 'off') return undefined
  const factor = Number(/^x(\d+)$/.exec(text)?.[1] ?? 1)
  const given = Object.fromEntries(text.split(',').map((one) => one.split('=') as [string, string]))
  const tiers = Object.entries(defaults).map(([name, usual]) => {
    const policies = (given[name] ?? usual).split('+').map((written) => policyOf(name, written, factor))
    return [name, { name, policies }]
  })
  return Object.fromEntries(tiers) as Tiers
}

function policyOf(tier: string, written: string, factor: number): Policy {
  const [count = 1, seconds = 1] = written.split('/').map(Number)
  const [quota, windowUs] = [count * factor, seconds * 1_000_000]
  return { name: `${tier}-${seconds}s`, quota, windowUs, intervalUs: Math.max(1, Math.floor(windowUs / quota)) }
}

function list(one: string): string {
  return `${one}(,${one})*`
}
