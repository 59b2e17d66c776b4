import { Command, InvalidArgumentError, Option } from 'commander'
import type { AskOptions } from '#subjects/bus.ts'
import type { Caller, IfVersion, Role } from '#subjects/envelope.ts'
import type { Problem } from '#subjects/problem.ts'
import type { RequestSubject } from '#subjects/subject.ts'
import { CannotStart } from '../run.ts'
import { parseDuration } from './duration.ts'
import { openBus } from './environment.ts'
import { findRequest } from './find-subject.ts'
import { linesOf, readInput } from './input.ts'
import { jsonOf, printable } from './output.ts'

type Options = {
  readonly as?: string
  readonly role?: Role
  readonly key?: string
  readonly ifVersion?: IfVersion
  readonly timeout?: number
  readonly dryRun?: boolean
  readonly json?: boolean
}

/** `tradewind request orders.read '{"orderId":"ord_…"}' --as usr_…`: asks an actor, as the edge would. */
export const request = new Command('request')
  .description('asks an actor something and prints the answer')
  .argument('<subject>', 'a request, with or without req.')
  .argument('[input]', 'JSON, @file, or - for standard input', '{}')
  .option('--as <id>', 'speaks for this customer')
  .addOption(
    new Option('--role <role>', 'in which role; system unless --as names somebody')
      // Those of subjects/envelope.ts, but for guests: the edge alone knows whose Cart-Token is genuine.
      .choices(['anonymous', 'customer', 'staff', 'admin', 'system']),
  )
  .option('--key <key>', 'the Idempotency-Key of a command: the same key acts once')
  .option('--if-version <version>', 'the version that may be overwritten, or * for any', parseVersion)
  .option('--timeout <time>', 'how long to wait, such as 10s; what the contract says if left out', parseDuration)
  .option('--dry-run', 'shows what would be sent, and sends nothing')
  .option('--json', 'the answer on one line; a problem as JSON too')
  .action(async (name: string, written: string, options: Options) => {
    const contract = await findRequest(name)
    if (!contract.callers.includes('tools')) {
      throw new CannotStart(`Tools may not ask ${contract.name}: it is for ${contract.callers.join(', ')}`)
    }
    const input = await readInput(written, contract.input, name)
    const subject = { ...contract, timeoutMs: options.timeout ?? contract.timeoutMs }
    const [caller, asking] = [callerOf(options), await askingOf(subject, options)]
    if (options.dryRun) {
      return print({ subject: subject.name, caller, ...asking, timeoutMs: subject.timeoutMs, input }, options)
    }
    await ask(subject, input, { caller, asking, json: options.json })
  })

async function ask(
  subject: RequestSubject,
  input: unknown,
  { caller, asking, json }: { caller: Caller; asking: AskOptions; json: boolean | undefined },
): Promise<void> {
  await using bus = await openBus()
  const { Problem } = await import('#subjects/problem.ts')
  try {
    print(await bus.as(caller).request(subject, input, asking), { json })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    console.error(json ? jsonOf(error.body) : pageOf(error))
    process.exitCode = 1
  }
}

function callerOf({ as: id, role = id ? 'customer' : 'system' }: Options): Caller {
  if (id !== undefined && !/^\S+$/.test(id)) throw new CannotStart('--as takes an id, which has no spaces')
  return { id: id ?? (role === 'anonymous' ? role : 'tools'), role, via: 'tools' }
}

function parseVersion(text: string): IfVersion {
  if (text === '*') return text
  if (/^\d{1,15}$/.test(text)) return [Number(text)]
  throw new InvalidArgumentError('It takes the number of a version, or *.')
}

async function askingOf(subject: RequestSubject, { key, ifVersion, dryRun }: Options): Promise<AskOptions> {
  const idempotencyKey = key ?? (subject.idempotencyKey ? await newKey(dryRun) : undefined)
  return { ...(idempotencyKey !== undefined && { idempotencyKey }), ...(ifVersion && { ifVersion }) }
}

/** A command without a key of its own gets one, and it is told: whoever does not hear the answer can ask again under it. */
async function newKey(dryRun = false): Promise<string> {
  const { newId } = await import('#subjects/id.ts')
  const key = newId('key')
  if (!dryRun) console.error(`Asking with --key ${key}`)
  return key
}

function pageOf({ body: { status, code, title, detail, errors = [], ...others } }: Problem): string {
  const { type: _type, retryable, ...extensions } = others
  return [
    `${status} ${code}: ${title}${retryable ? ' (asking again may help)' : ''}`,
    ...(detail ? [`  ${detail}`] : []),
    ...(errors.length > 0 ? [linesOf(errors)] : []),
    ...Object.entries(extensions).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
  ]
    .flatMap((part) => part.split('\n').map(printable))
    .join('\n')
}

const print = (value: unknown, { json }: { json?: boolean | undefined }) =>
  console.log(jsonOf(value, json || !process.stdout.isTTY ? 0 : 2))
