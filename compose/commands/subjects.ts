import { Command } from 'commander'
import { CannotStart } from '../run.ts'
import { exampleOfSubject } from './example-of-subject.ts'
import { loadSubjects } from './find-subject.ts'
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
  .addCommand(exampleOfSubject)
  .addCommand(pingSubjects)

async function list(part = '', json = false): Promise<void> {
  const { all } = await loadSubjects()
  const found = all.filter(({ name }) => name.includes(part))
  if (found.length === 0) {
    const words = ['show', 'example', 'ping', ...all.flatMap(({ name }) => name.split('.'))]
    throw new CannotStart(`No subject has "${part}" in its name${didYouMean(part, words)}`)
  }
  const rows = found.map((subject) => ({
    subject: subject.name,
    kind: subject.kind,
    saidBy: whoSays(subject),
    summary: subject.summary,
  }))
  print(json, rows)
}
