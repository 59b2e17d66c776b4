import { Command } from 'commander'
import { events, requests } from '#subjects/contracts.ts'
import { CannotStart } from '../run.ts'
import { didYouMean, print } from './output.ts'
import { pingSubjects } from './ping-subjects.ts'
import { showSubject } from './show-subject.ts'
import { whoSays } from './who-says.ts'

/** `tradewind subjects`: everything that can be said, and who may say it. */
export const subjects = new Command('subjects')
  .description('everything that can be said, and who may say it')
  .argument('[part]', 'only subjects whose name has this part')
  .option('--json', 'as JSON')
  .action((part: string | undefined, { json }: { json?: boolean }) => list(part, json))
  .addCommand(showSubject)
  .addCommand(pingSubjects)

function list(part = '', json = false): void {
  const found = [...requests, ...events].filter(({ name }) => name.includes(part))
  if (found.length === 0) {
    const words = [...requests, ...events].flatMap(({ name }) => name.split('.'))
    throw new CannotStart(`No subject has "${part}" in its name${didYouMean(part, ['show', 'ping', ...words])}`)
  }
  const rows = found.map((subject) => ({
    subject: subject.name,
    kind: subject.kind,
    saidBy: whoSays(subject),
    summary: subject.summary,
  }))
  print(json, rows)
}
