import { Command } from 'commander'
import { CannotStart } from '../run.ts'
import { openBus } from './environment.ts'
import { findEvent, loadSubjects } from './find-subject.ts'
import { readInput } from './input.ts'
import { jsonOf } from './output.ts'

type Options = { readonly id?: string; readonly dryRun?: boolean; readonly json?: boolean }

/** `tradewind publish notification.send '{…}'`: says an event that tools may say, and waits until its stream has it. */
export const publish = new Command('publish')
  .description('publishes an event that tools may emit; every other one comes from an outbox')
  .argument('<event>')
  .argument('[data]', 'JSON, @file, or - for standard input', '{}')
  .option('--id <id>', 'its id: however often an event is published under one id, it takes effect once')
  .option('--dry-run', 'shows what would be published, and publishes nothing')
  .option('--json', 'as JSON')
  .action(async (name: string, written: string, { id: given, dryRun, json }: Options) => {
    const subject = await findEvent(name)
    if (!subject.emitters.includes('tools')) await refuse(subject.name, subject.emitters)
    const data = await readInput(written, subject.data, name)
    const [{ envelopeHeaders }, { systemCaller }, { newId }] = await Promise.all([
      import('#subjects/bus/headers.ts'),
      import('#subjects/envelope.ts'),
      import('#subjects/id.ts'),
    ])
    const id = given ?? newId('evt')
    if (!/^[\w-]{1,100}$/.test(id)) throw new CannotStart('--id takes up to 100 letters, digits, _ and -')
    const event = {
      id,
      subject: subject.name,
      source: 'tools',
      time: new Date().toISOString(),
      // It is the whole history of the thing it is about: itself.
      aggregateId: id,
      aggregateVersion: 1,
      headers: envelopeHeaders({
        caller: systemCaller('tools'),
        correlationId: newId('run'),
      }),
      body: JSON.stringify(data),
    }
    if (dryRun) return console.log(jsonOf({ ...event, body: data }, json ? 0 : 2))
    await using bus = await openBus()
    const { stream, seq, duplicate } = await bus.publish(event)
    if (json) console.log(JSON.stringify({ id, stream, seq, duplicate }))
    else console.log(duplicate ? `${stream} has ${id} already` : `${stream} took ${id} as number ${seq}`)
  })

async function refuse(name: string, emitters: readonly string[]): Promise<never> {
  const { events } = await loadSubjects()
  const allowed = events.flatMap((event) => (event.emitters.includes('tools') ? [event.name] : []))
  throw new CannotStart(
    `Tools may not publish ${name}: it comes from ${emitters.join(', ')}, and the server refuses it. Tools may publish ${allowed.join(', ')}`,
  )
}
