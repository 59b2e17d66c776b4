import { Command } from 'commander'
import type { OutputOf } from '#subjects/subject.ts'
import type { explainOrder } from '#subjects/oversight.ts'
import { CannotStart } from '../run.ts'
import { openBus } from './environment.ts'
import { jsonOf, printable } from './output.ts'

/** `tradewind why TW-100001`: why an order is not done, and what can be done about it. */
export const why = new Command('why')
  .description('why an order is not done, what it waits for, and what can be done about it')
  .argument('<order>', 'its id, or its number')
  .option('--json', 'as JSON')
  .action(async (order: string, { json }: { json?: boolean }) => {
    const { explainOrder, searchOrders } = await import('#subjects/oversight.ts')
    const { systemCaller } = await import('#subjects/envelope.ts')
    await using bus = await openBus()
    const tools = bus.as(systemCaller('tools'))
    const isId = order.startsWith('ord_')
    const { items } = isId ? { items: [{ id: order }] } : await tools.request(searchOrders, { number: order })
    const [found] = items
    if (!found) throw new CannotStart(`There is no order ${order}`)
    const explained = await tools.request(explainOrder, { orderId: found.id })
    console.log(json ? jsonOf(explained, 2) : pageOf(explained))
  })

function pageOf(explained: OutputOf<typeof explainOrder>): string {
  const { number, orderId, status, summary, saga, state, step, attempts, lastError, nextAt, lease } = explained
  const { service, actions } = explained
  return [
    `${number} (${orderId}) is ${status}: ${summary}`,
    `  ${saga.name.padEnd(11)} ${state} at “${step}”, version ${explained.version}`,
    ...(explained.waitsUntil ? [`  waits       until ${explained.waitsUntil}`] : []),
    ...(service
      ? [
          `  asks        ${service.request}: ${service.instances} instances, ${service.inHand} requests in hand`,
          `  behind      ${service.pending} events${service.oldestAt ? `, the oldest since ${service.oldestAt}` : ''}`,
        ]
      : []),
    ...(attempts > 0 ? [`  failed      ${attempts} times: ${lastError ?? ''}`] : []),
    ...(nextAt ? [`  next        ${nextAt}`] : []),
    ...(lease ? [`  held        by ${lease.owner} until ${lease.until}`] : []),
    ...actions.filter(({ allowed }) => allowed).map(({ action, effect }) => `  ${action.padEnd(12)}${effect}`),
  ]
    .map(printable)
    .join('\n')
}
