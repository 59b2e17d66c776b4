import { Command } from 'commander'
import { runProgram } from './program.ts'

/** `tradewind demo`: a shopper's journey, on the running stack or one of its own. */
export const demo = new Command('demo')
  .description('walks a shopper through the shop and into its troubles')
  .option('--json', 'as JSON; the journey itself goes to standard error')
  .action((options: { json?: boolean }) => runProgram('compose/demo/main.ts', options))
