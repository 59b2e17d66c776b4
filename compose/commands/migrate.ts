import { Command } from 'commander'
import { runProgram } from './program.ts'

/** `tradewind migrate`: brings every database up to date. */
export const migrate = new Command('migrate')
  .description('brings roles, databases and tables up to date; harmless when they are')
  .option('--json', 'as JSON')
  .action(async (options: { json?: boolean }) => {
    await runProgram('db/migrate.ts', options)
    if (!options.json && process.exitCode === 0) console.log('Every database is up to date')
  })
