import { Command } from 'commander'
import { findSubject } from './find-subject.ts'

/** `tradewind subjects show`: one contract, whole. */
export const showSubject = new Command('show')
  .description('one contract: what goes in, what comes out, what can go wrong')
  .argument('<name>', 'a subject, with or without req.')
  .option('--json', 'as JSON')
  .action(async (name: string, { json }: { json?: boolean }) => {
    const [subject, { contractOf, pageOf }] = await Promise.all([findSubject(name), import('./contract-page.ts')])
    console.log(json ? JSON.stringify(contractOf(subject), null, 2) : pageOf(subject))
  })
