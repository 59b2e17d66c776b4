import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { run } from '../run.ts'
import type { StackUrls } from './lock.ts'
import { startStack } from './stack.ts'

const help = `npm start                 the whole of Tradewind on this machine, until Ctrl-C
npm start -- --fresh      forgets the data of earlier starts
npm start -- --split      a process for each actor instead of one for all
npm start -- --help       this page

A server that a variable names is used instead of a local one: DATABASE_ADMIN_URL (Postgres; a role that may create
roles and databases), NATS_URL, REDIS_URL, SMTP_URL, STRIPE_SECRET_KEY. PORT is the gateway's, 8000 if that is free.
Data, logs, secrets and downloaded servers are kept in .tradewind/.`

const flags = readFlags()
if (flags.help) console.log(help)
else await run(serveUntilStopped)

async function serveUntilStopped(stack: AsyncDisposableStack, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now()
  console.log('Starting Tradewind …')
  const local = stack.use(await startStack({ ...flags, signal }))
  console.log(page(local.urls, (performance.now() - startedAt) / 1_000))
  const end = await Promise.race([local.crashed, once(signal, 'abort')])
  if (end instanceof Error) throw end
  console.log('Stopping …')
}

function readFlags(): { help?: boolean; fresh?: boolean; split?: boolean } {
  const boolean = { type: 'boolean' } as const
  try {
    return parseArgs({ options: { help: { ...boolean, short: 'h' }, fresh: boolean, split: boolean } }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return process.exit(2)
  }
}

function page({ api, docs, metrics, actors, ...urls }: StackUrls, seconds: number): string {
  const rows = [
    ['API', api],
    ['Reference', docs],
    ['Mailbox', urls.mailbox],
    ['Stripe sandbox', urls.stripe],
    ['Metrics', `${metrics} (gateway)`],
    ...Object.entries(actors).map(([name, url]) => ['', `${url}/metrics (${name})`]),
    ['Postgres', urls.postgres],
    ['NATS', urls.nats],
    ['Redis', urls.redis],
    ['Staff login', `${urls.staff.email} / ${urls.staff.password}`],
  ]
  const lines = rows.filter(([, value]) => value).map(([label = '', value]) => `  ${label.padEnd(16)}${value}`)
  const isElsewhere = !process.env['PORT'] && new URL(api).port !== '8000'
  const note = isElsewhere ? ['Port 8000 is taken by another program, so the API is on another one.'] : []
  return [`Tradewind is ready after ${seconds.toFixed(1)} s`, '', ...lines, '', ...note, 'Ctrl-C stops it.'].join('\n')
}
