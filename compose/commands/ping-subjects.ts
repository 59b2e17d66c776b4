import { Command } from 'commander'
import type { ServiceInstance } from '#subjects/bus.ts'
import { openBus } from './environment.ts'
import { print } from './output.ts'

/** `tradewind subjects ping`: who answers right now. Fails if there is a service without an instance. */
export const pingSubjects = new Command('ping')
  .description('asks over NATS which services answer, with how many instances')
  .option('--json', 'as JSON')
  .action(async ({ json }: { json?: boolean }) => {
    await using bus = await openBus()
    const { contracts } = await import('#subjects/contracts.ts')
    const instances = await bus.services()
    print(json, instances.map(rowOf))
    const missing = Object.keys(contracts).filter((service) => !instances.some(({ name }) => name === service))
    if (missing.length === 0) return
    console.error(`Nobody answers for ${missing.join(', ')}`)
    process.exitCode = 1
  })

function rowOf({ name, id, version, startedAt, endpoints }: ServiceInstance) {
  const count = endpoints.reduce((sum, { requests }) => sum + requests, 0)
  return { service: name, instance: id, version, runningSince: startedAt, requests: count }
}
