import { Command } from 'commander'
import '../light-imports.ts'
import type { WriteOptions } from '../nats/write.ts'

/** `tradewind nats-config`: what a nats-server has to know, and the seeds of those who connect. */
export const natsConfig = new Command('nats-config')
  .description('writes the configuration of the nats-servers, and a seed for each process that connects')
  .option('--out <folder>', 'where to; seeds that are there already stay', 'nats')
  .option('--listen <host:port>', 'where one server listens', '0.0.0.0:4222')
  .option('--cluster <servers>', 'a number of servers on this machine, or host[:port],host[:port],…')
  .option('--store <folder>', 'where a server keeps its streams', '/data')
  .option('--monitor <port>', "health and statistics, on the server's own loopback address")
  .option('--tls <folder>', 'as the servers see it, with ca.pem, server.pem and server.key: encrypts all connections')
  .option('--verify', 'with --tls: clients need a certificate, too, besides their seed')
  .option('--server-version <version>', 'the oldest server that is to read it', '2.9')
  .option('--process <name=actors…>', 'a process that hosts some actors, such as shop=orders,payments', collect, [])
  .option('--rotate <identity…>', 'makes a new seed; the last one stays good until --retire', collect, [])
  .option('--retire <identity…>', 'forgets the seed from before the last --rotate', collect, [])
  .option('--json', 'as JSON')
  .action(async (options: Options) => {
    const { writeNatsConfig } = await import('../nats/write.ts')
    const written = writeNatsConfig(options)
    if (options.json) console.log(JSON.stringify(written, null, 2))
    else for (const line of [...written.configs, ...written.seeds]) console.log(line)
  })

type Options = WriteOptions & { readonly json?: boolean }

/** An option may be given more than once. */
function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value]
}
