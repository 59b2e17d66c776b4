import { styleText } from 'node:util'
import { Command, InvalidArgumentError } from 'commander'
import type { Stored } from '#subjects/bus.ts'
import type { EventSubject } from '#subjects/subject.ts'
import { CannotStart } from '../run.ts'
import { parseDuration } from './duration.ts'
import { openBus } from './environment.ts'
import { eventsLike } from './find-subject.ts'
import { untilInterrupted } from './interrupt.ts'
import { jsonOf, printable } from './output.ts'

type Since = { readonly ms: number } | { readonly seq: number }
type Options = {
  readonly since?: Since
  readonly for?: string
  readonly limit?: number
  readonly follow: boolean
  readonly json?: boolean
}

/** `tradewind tail 'order.*' --since 10m`: what happens, as it happens. It reads the streams and changes nothing. */
export const tail = new Command('tail')
  .description('events as they happen, until Ctrl-C')
  .argument('[patterns...]', 'order.confirmed, order.*, *.created; all events if left out')
  .option('--since <time>', 'also those of the last 10m, 2h …, or from a place in the stream on', parseSince)
  .option('--for <id>', 'only what happened to this order, product, user …')
  .option('--limit <count>', 'ends after so many', parseCount)
  .option('--no-follow', 'ends with the last one there is')
  .option('--json', 'one JSON value a line')
  .action(async (patterns: string[], options: Options) => {
    const subjects = await eventsLike(patterns)
    const from = fromOf(options.since, subjects)
    const signal = untilInterrupted()
    await using bus = await openBus()
    bus.onReconnect(() => console.error('NATS is back'))
    let told = 0
    for await (const event of bus.observer.follow({ subjects, from, untilNow: !options.follow, signal })) {
      if (options.for !== undefined && event.headers['ce-subject'] !== options.for) continue
      console.log(options.json ? jsonOf(entryOf(event)) : lineOf(event))
      told += 1
      if (told === options.limit) return
    }
  })

function parseSince(text: string): Since {
  return /^\d+$/.test(text) ? { seq: Number(text) } : { ms: parseDuration(text) }
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.')
  return Number(text)
}

function fromOf(since: Since | undefined, subjects: readonly EventSubject[]): 'now' | Date | number {
  if (!since) return 'now'
  if ('ms' in since) return new Date(Date.now() - since.ms)
  const owners = [...new Set(subjects.map(({ stream }) => stream))]
  if (owners.length === 1) return since.seq
  throw new CannotStart(
    `--since ${since.seq} is a place in one stream, and these are ${owners.join(', ')}: name one kind`,
  )
}

function entryOf({ owner, seq, subject, headers, storedAt, body }: Stored) {
  return {
    time: headers['ce-time'] ?? storedAt.toISOString(),
    subject,
    id: headers['ce-id'] ?? null,
    aggregateId: headers['ce-subject'] ?? null,
    version: Number(headers['ce-sequence'] ?? 0),
    source: headers['ce-source'] ?? null,
    stream: owner,
    seq,
    correlationId: headers['Correlation-Id'] ?? null,
    data: dataOf(body),
  }
}

function dataOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** One line of the terminal, which the data fills up to its end. */
function lineOf(event: Stored): string {
  const { time, subject, aggregateId, version, data } = entryOf(event)
  const [at, what] = [printable(time).slice(11, 23), subject.padEnd(24)]
  const which = printable(`${aggregateId ?? '-'} v${version}`)
  const taken = [at, what, which, ''].join(' ').length
  const room = process.stdout.isTTY ? Math.max(process.stdout.columns - taken, 1) : 200
  const said = printable(JSON.stringify(data))
  const short = said.length > room ? `${said.slice(0, room - 1)}…` : said
  return [styleText('dim', at), styleText('cyan', what), which, styleText('dim', short)].join(' ')
}
