import { faultsOfCluster, faultsOfOne } from './faults.ts'

/** What can go wrong with processes, servers, the outside, and those who come: the rows of the fault matrix. */
export const rows: Readonly<Record<string, string>> = {
  F1: 'gateway killed, while it answers',
  F2: 'orders killed',
  F3: 'inventory killed',
  F4: 'payments killed',
  F5: 'notifications killed',
  F6: 'relay killed',
  F7: 'a process stopped for longer than a lease',
  F8: 'processes told to stop, under load',
  F9: 'a message that kills whoever handles it',
  F10: 'a process stopped for moments',
  F11: 'out of memory',
  F12: 'an error that nobody catches',
  F13: 'two versions side by side',
  F14: 'NATS told to stop',
  F15: 'NATS killed',
  F16: "NATS' disk lost",
  F17: 'the tail of a stream lost, and not what is known of its readers',
  F18: 'gateway and NATS apart',
  F19: 'one process of actors and NATS apart',
  F20: 'NATS slow, or lossy',
  F21: 'servers of a NATS cluster lost',
  F22: "NATS' disk full",
  F23: 'a stream full',
  F24: 'a stream deleted by an operator',
  F25: 'permissions taken away, keys changed',
  F26: 'events three times, in disorder',
  F27: 'all that is stored handed out again at once',
  F28: 'Postgres stopped and killed',
  F29: 'backends ended in the middle of a transaction',
  F30: 'failover to a standby',
  F31: 'no more connections to be had',
  F32: 'deadlocks, and races lost',
  F33: 'Postgres stopped where it is',
  F34: 'Postgres slow, tables locked',
  F35: "Postgres' disk full",
  F36: 'a transaction left open',
  F37: 'one database of six down',
  F38: 'Redis down',
  F39: 'Redis emptied',
  F40: 'Redis slow, or silent',
  F41: 'what is cached is garbage',
  F42: 'Stripe fails, having done it or not',
  F43: 'Stripe loses answers and questions',
  F44: 'Stripe slow, or asked too often',
  F45: 'Stripe down',
  F46: 'cards declined, or to be authenticated',
  F47: 'webhooks twice, in disorder, late, never',
  F48: 'webhooks that are not from Stripe',
  F49: 'a payment that comes too late',
  F50: 'a capture that fails after confirmation',
  F51: 'refunds twice at once, and too much',
  F52: 'a key that the provider has forgotten',
  F53: 'mail server down, slow, or forgetful',
  F54: 'clocks that are off',
  F55: 'no room for logs, no more files',
  F56: 'the name of the provider unknown',
  F57: 'a key twice at once, with other words, of somebody else',
  F58: 'a cart submitted twice, under two keys',
  F59: 'many who want a few pieces',
  F60: 'people who come back at once, all together',
  F61: 'many who read what is cached nowhere',
  F62: 'clients that say and read slowly',
  F63: 'an order called off while it is confirmed',
  F64: 'all of it, for long',
}

/** What those who shop do all the time, in every run. */
export const byTheCrowd: Readonly<Record<string, string>> = {
  F46: 'one card in ten is declined',
  F51: 'clerks act twice at once, and give money back for returns',
  F57: 'double clicks; a key again with other words; everybody uses the same keys',
  F58: 'one cart under two keys at once',
  F59: 'a SKU of which there are a dozen pieces',
  F60: 'customers who ask again without waiting',
  F61: 'people who only look, while the cache is emptied and poisoned',
  F63: 'orders called off before they are confirmed',
  F64: '--minutes 30',
}

/** What this machine or this program is not the place for, and where it is tried instead, if anywhere. */
export const leftOut: Readonly<Record<string, string>> = {
  F9: 'a poison event ends in the parking lot, which here has to stay empty: actors/kernel.test.ts',
  F11: 'an import that is too large takes a heap that is made too small: not tried',
  F12: 'takes a bug in the program that runs: compose/run.test.ts',
  F13: 'takes the program of another version',
  F25: 'takes another configuration of the broker: compose/nats/config.test.ts',
  F30: 'takes a second Postgres; who fails over to one that is behind loses what it has not seen',
  F49: 'takes an hour, or a provider that is held back: actors/orders/checkout-times.test.ts',
  F50: 'takes a hold that ends after days: actors/payments/settle.test.ts',
  F52: 'takes a day, or a provider that forgets sooner: actors/payments/faults.test.ts',
  F55: 'would take the files of the stack that is to be judged: not tried',
  F56: 'the provider is reached by its address here: actors/payments/faults.test.ts has one that is down',
  F62: 'slow clients are clients of their own: gateway/slow-clients.test.ts',
}

/** One line a row: what is done of it, or why nothing is. */
export function listMatrix(): string {
  const all = new Set([...faultsOfOne, ...faultsOfCluster])
  return Object.entries(rows)
    .map(([row, what]) => {
      const done = [...all]
        .filter((fault) => fault.rows.includes(row))
        .map((fault) => `\n        ${fault.what}${beyond(fault.isBeyond?.())}`)
      const crowd = byTheCrowd[row]
      const not = leftOut[row]
      const lines = [
        ...done,
        ...(crowd ? [`\n        always: ${crowd}`] : []),
        ...(not ? [`\n        LEFT OUT: ${not}`] : []),
      ]
      return `  ${row.padEnd(4)}  ${what}${lines.join('')}`
    })
    .join('\n')
}

const beyond = (why: string | undefined) => (why === undefined ? '' : ` (LEFT OUT here: ${why})`)
