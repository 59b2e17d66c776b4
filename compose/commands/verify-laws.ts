import { setTimeout as sleep } from 'node:timers/promises'
import { Command } from 'commander'
import type { Broken, Span } from '#actors/law.ts'
import type { Sql } from '#db/client.ts'
import { type DatabaseName, databases, urlVariable } from '#db/databases.ts'
import { CannotStart } from '../run.ts'
import { parseDuration } from './duration.ts'
import { environment } from './environment.ts'
import { untilInterrupted } from './interrupt.ts'
import { jsonOf, print } from './output.ts'

type Options = {
  readonly all?: boolean
  readonly since: number
  readonly grace: number
  readonly watch?: number
  readonly list?: boolean
  readonly json?: boolean
}

/** A law that is broken, and where. */
type Found = Broken & { readonly where: DatabaseName | 'all' }

/** A law that could not be looked at, as when that takes too long. */
type Unseen = Pick<Found, 'id' | 'what' | 'where'> & { readonly error: string }

/** `tradewind verify laws`: holds every database against its laws, and all of them against each other, without writing anything. */
export const verifyLaws = new Command('laws')
  .description('whether money, stock, orders and messages add up, in each database and across them')
  .option('--all', 'everything there ever was, and not only what is new')
  .option('--since <time>', 'what has changed in the last 10m, 2h, 7d …', parseDuration, 3_600_000)
  .option('--grace <time>', 'how long what is under way may take to come to rest', parseDuration, 300_000)
  .option('--watch <time>', 'again and again, so long after the last look', parseDuration)
  .option('--list', 'the laws themselves')
  .option('--json', 'as JSON; with --watch a line for each look')
  .action(async (options: Options) => {
    if (options.list) return print(options.json, await listOf())
    const indent = options.watch === undefined ? 2 : 0
    await using stack = new AsyncDisposableStack()
    const all = await openAll(stack)
    const signal = untilInterrupted()
    do {
      const { checked, broken, unseen } = await look(all, options)
      if (options.json) console.log(jsonOf({ checked, broken, unseen }, indent))
      else if (broken.length > 0) print(false, broken.map(rowOf))
      for (const { id, what, where, error } of unseen)
        console.error(`${id} of ${where} could not be looked at, "${what}": ${error}`)
      const notSeen = unseen.length > 0 ? `, ${unseen.length} not looked at` : ''
      console.error(`${checked} laws, ${broken.length} broken${notSeen}`)
      process.exitCode = broken.length + unseen.length > 0 ? 1 : 0
      await sleep(options.watch ?? 0, undefined, { signal }).catch(() => {})
    } while (options.watch !== undefined && !signal.aborted)
  })

async function look(all: Readonly<Record<DatabaseName, Sql>>, { all: everything, since, grace }: Options) {
  const [{ lawsOf }, { brokenOf }, { acrossLaws, brokenAcross }] = await lawBooks()
  const now = Date.now()
  const span: Span = { until: new Date(now - grace), ...(!everything && { since: new Date(now - since) }) }
  const unseen: Unseen[] = []
  const seeing = async (where: Found['where'], law: Pick<Broken, 'id' | 'what'>, seen: Promise<readonly Broken[]>) => {
    try {
      return (await seen).map((one): Found => ({ ...one, where }))
    } catch (error) {
      unseen.push({ id: law.id, what: law.what, where, error: error instanceof Error ? error.message : String(error) })
      return []
    }
  }
  const alone = databases.map(async (where) => {
    const found: Found[] = []
    for (const law of lawsOf[where]) {
      const seen = brokenOf((statement) => all[where].unsafe(statement), [law], span)
      found.push(...(await seeing(where, law, seen)))
    }
    return found
  })
  const ids = [...new Set(acrossLaws.map(({ id }) => id))].join(', ')
  const across = seeing('all', { id: ids, what: 'the databases agree' }, brokenAcross(all, span))
  const found = (await Promise.all([...alone, across])).flat()
  const count = databases.reduce((sum, name) => sum + lawsOf[name].length, acrossLaws.length)
  return { checked: count, broken: together(found), unseen }
}

/** Each law once, with all that breaks it. */
function together(found: readonly Found[]): readonly Found[] {
  const byLaw = Map.groupBy(found, ({ id, what, where }) => `${id} ${what} ${where}`)
  return [...byLaw.values()].flatMap((several) => {
    const [first] = several
    return first ? [{ ...first, offenders: several.flatMap(({ offenders }) => offenders) }] : []
  })
}

const rowOf = ({ id, where, what, offenders }: Found) => ({
  law: id,
  where,
  what,
  offenders: offenders.length,
  first: JSON.stringify(offenders[0]),
})

async function listOf() {
  const [{ lawsOf }, , { acrossLaws }] = await lawBooks()
  const alone = databases.flatMap((where) => lawsOf[where].map(({ id, what }) => ({ law: id, where, what })))
  const listed = [...alone, ...acrossLaws.map(({ id, what }) => ({ law: id, where: 'all', what }))]
  return listed.sort((a, b) => a.law.localeCompare(b.law, 'en', { numeric: true }))
}

const lawBooks = () =>
  Promise.all([import('#actors/laws.ts'), import('#actors/law.ts'), import('#actors/across/across.ts')])

/** All databases, to be read only. */
async function openAll(stack: AsyncDisposableStack): Promise<Readonly<Record<DatabaseName, Sql>>> {
  const { connectDb } = await import('#db/client.ts')
  const env = environment()
  const unknown = databases.map(urlVariable).filter((name) => !env[name])
  if (unknown.length > 0) {
    throw new CannotStart(`Set ${unknown.join(', ')}, or start everything here with npm start`)
  }
  const opened = databases.map((name) => {
    const url = env[urlVariable(name)] ?? ''
    return [name, stack.use(connectDb(url, { max: 2, name: 'laws', readOnly: true })).sql] as const
  })
  return Object.fromEntries(opened) as Record<DatabaseName, Sql>
}
