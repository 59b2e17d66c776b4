import { Command, CommanderError } from 'commander'
import { actors } from './commands/actors.ts'
import { addCompletion } from './commands/complete.ts'
import { demo } from './commands/demo.ts'
import { migrate } from './commands/migrate.ts'
import { natsConfig } from './commands/nats-config.ts'
import { parked } from './commands/parked.ts'
import { publish } from './commands/publish.ts'
import { reconcile } from './commands/reconcile.ts'
import { request } from './commands/request.ts'
import { streams } from './commands/streams.ts'
import { subjects } from './commands/subjects.ts'
import { tail } from './commands/tail.ts'
import { why } from './commands/why.ts'
import { verify } from './commands/verify.ts'
import { top } from './commands/top.ts'
import { CannotStart } from './run.ts'

const help = `
Servers are those that the environment names (NATS_URL, ORDERS_DATABASE_URL …), else those of the stack that npm start runs
on this machine. Exit code: 0 done, 1 not done, 2 not understood. With --json the answer on standard output is JSON.`

const program = new Command('tradewind')
  .exitOverride()
  .description('Looks into a Tradewind and looks after it')
  .addHelpText('after', help)
for (const command of [
  subjects,
  request,
  publish,
  tail,
  top,
  streams,
  parked,
  why,
  verify,
  reconcile,
  actors,
  natsConfig,
  migrate,
  demo,
]) {
  program.addCommand(command)
}
await addCompletion(program)
withEveryCommand(program, (command) =>
  command
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError(`(${nameOf(command)} --help tells more)`),
)

// Whoever reads the answer may have had enough of it: `tradewind tail | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  await program.parseAsync()
  // A shell waits for the word, and not for a server that was asked for it in vain.
  if (process.argv[2] === 'complete') process.exit()
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2)
  console.error(await reasonOf(error))
  // A server that never answered may still be waited for.
  process.exit(1)
}

/** What somebody at a terminal can act on; of a bug, all there is. */
async function reasonOf(error: unknown): Promise<unknown> {
  if (error instanceof CannotStart) return error.message
  const { isConnectionLost } = await import('#db/failures.ts')
  if (isConnectionLost(error)) return 'A database does not answer; look at the …_DATABASE_URL variables'
  const { Problem } = await import('#subjects/problem.ts')
  if (error instanceof Problem) return `${error.body.title}: ${error.message}`
  return error instanceof Error && error.name === 'NatsError' ? `NATS can not do this: ${error.message}` : error
}

function withEveryCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) withEveryCommand(child, visit)
}

function nameOf(command: Command): string {
  return command.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name()
}
