import { Command } from 'commander'
import { runProgram } from './program.ts'

/** `tradewind actors orders`: one more process beside those that run; it takes its share of the work until Ctrl-C. */
export const actors = new Command('actors')
  .description('hosts actors in one more process, until Ctrl-C; no name hosts all of them')
  .argument('[names...]')
  .action((names: string[]) => runProgram('actors/main.ts', { args: names, env: { METRICS_PORT: '0' } }))
