import { Command } from 'commander'
import { runProgram } from './program.ts'

/** `tradewind migrate`: brings every database up to date. */
export const migrate = new Command('migrate')
  .description('brings roles, databases and tables up to date; harmless when they are')
  .option('--json', 'as JSON')
  .action((options: { json?: boolean }) => runProgram('db/migrate.ts', options))
