import { Command } from 'commander'
import { findSubject } from './find-subject.ts'

/** `tradewind subjects example`: what a contract takes, ready to be changed and sent. */
export const exampleOfSubject = new Command('example')
  .description('a valid input of a request, or the data of an event')
  .argument('<name>', 'a subject, with or without req.')
  .option('--json', 'on one line')
  .action(async (name: string, { json }: { json?: boolean }) => {
    const subject = await findSubject(name)
    const { exampleOf } = await import('#subjects/examples.ts')
    const example = subject.kind === 'event' ? exampleOf(subject) : exampleOf(subject).input
    console.log(JSON.stringify(example, null, json ? 0 : 2))
  })
