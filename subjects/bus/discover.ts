import { type NatsConnection, NatsError, RequestStrategy } from 'nats'
import type { EndpointStats } from './endpoint-stats.ts'

/** One instance of a service, as it tells about itself through the NATS services protocol. */
export type ServiceInstance = {
  readonly name: string
  readonly id: string
  readonly version: string
  readonly startedAt: string
  readonly endpoints: readonly Endpoint[]
}

/** A request that an instance answers. A service that is not ours has no `stats`. */
type Endpoint = {
  readonly subject: string
  /** What it has taken since it started. */
  readonly requests: number
  readonly stats?: EndpointStats
}

/** Asks every service on the broker; who has not answered within `maxWait` milliseconds is taken for not there. */
export async function discover(nc: NatsConnection, maxWait = 1_000): Promise<readonly ServiceInstance[]> {
  const instances: ServiceInstance[] = []
  try {
    const answers = await nc.services.client({ strategy: RequestStrategy.JitterTimer, maxWait }).stats()
    for await (const { name, id, version, started, endpoints = [] } of answers) {
      const told = endpoints.map(({ subject, num_requests: messages, data }) => {
        const stats = (data ?? undefined) as EndpointStats | undefined
        return { subject, requests: stats?.requests ?? messages, ...(stats && { stats }) }
      })
      instances.push({ name, id, version, startedAt: started, endpoints: told })
    }
  } catch (error) {
    // 503: nobody serves anything.
    if (!(error instanceof NatsError && error.code === '503')) throw error
  }
  return instances.sort((a, b) => a.name.localeCompare(b.name) || a.startedAt.localeCompare(b.startedAt))
}
