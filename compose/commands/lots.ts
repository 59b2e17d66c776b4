import type { Own } from './databases.ts'
import type * as Parking from './parking.ts'
import type { ParkedEvent } from './parking.ts'

/** Works with all parked events. What speaks to databases is imported only now: no other command should wait for it. */
export async function withLots<T>(work: (lots: readonly Own[], parking: typeof Parking) => Promise<T>): Promise<T> {
  const [parking, { openDatabases }] = await Promise.all([import('./parking.ts'), import('./databases.ts')])
  await using stack = new AsyncDisposableStack()
  return await work(openDatabases(stack), parking)
}

/** A parked event as a line of a table. */
export function rowOf({ parkedAt, messageId, subject, durable, deliveries, status, error }: ParkedEvent) {
  const [firstLine = ''] = error.split('\n')
  return {
    id: messageId,
    status,
    subject,
    consumer: durable,
    deliveries,
    parked: parkedAt.toISOString(),
    error: firstLine,
  }
}
