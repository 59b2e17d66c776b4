import type { Bus } from './bus.ts'
import type { Subscription } from './bus/names.ts'
import type { lookAtService } from './provisioner.ts'
import type { InputOf, OutputOf } from './subject.ts'

/** Who answers a request of a service, and how far the service is behind with what it hears. */
export async function look(
  bus: Bus,
  subscriptions: readonly Subscription[],
  { service, request }: InputOf<typeof lookAtService>,
): Promise<OutputOf<typeof lookAtService>> {
  const heard = subscriptions.filter(({ actor }) => actor === service)
  const owners = [...new Set(heard.map(({ subject }) => subject.stream))]
  const [services, streams] = await Promise.all([bus.services(), bus.observer.streams(owners)])
  const endpoints = services.flatMap((instance) => instance.endpoints.filter(({ subject }) => subject === request))
  const consumers = streams.flatMap(({ consumers }) => consumers).filter(({ actor }) => actor === service)
  const [oldestAt] = consumers.flatMap((consumer) => consumer.oldestAt ?? []).toSorted()
  return {
    instances: endpoints.length,
    inHand: endpoints.reduce((sum, { stats }) => sum + (stats?.inFlight ?? 0), 0),
    pending: consumers.reduce((sum, { pending, inHand }) => sum + pending + inHand, 0),
    ...(oldestAt && { oldestAt }),
  }
}
