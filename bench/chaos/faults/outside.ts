import type { Fault } from '../fault.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'

/** Faults that the sandbox of Stripe and the mailbox are told to have, until they are told to have none. */
const told = (
  id: string,
  what: string,
  strikes: string,
  { address, script }: { address: (stage: Stage) => string; script: (random: Random) => object },
): Fault => ({
  id,
  what,
  strikes,
  longestS: 6,
  begin: async (stage, random) => {
    const url = address(stage)
    const headers = { 'content-type': 'application/json' }
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(script(random)) })
    return async () => void (await fetch(url, { method: 'DELETE' }))
  },
})

const sandbox = ({ system }: Stage) => `${system.stripe}/sandbox/faults`
const mailbox = ({ mailbox }: Stage) => `${mailbox}/faults`
const often = (random: Random) => ({ times: random.between(2, 20) })

export const outsideFaults: readonly Fault[] = [
  told('F42', 'stripe fails, having done it or not', 'stripe', {
    address: sandbox,
    script: (random) => ({ do: random.one(['500_before', '500_after']), ...often(random) }),
  }),
  told('F43', 'stripe loses the answer, or the question', 'stripe', {
    address: sandbox,
    script: (random) => ({
      do: random.one(['timeout_before', 'timeout_after', 'reset_before', 'reset_after']),
      ...often(random),
    }),
  }),
  told('F44', 'stripe slow, or asked too often', 'stripe', {
    address: sandbox,
    script: (random) => ({ do: random.one(['slow', '429', 'lock_timeout']), ms: 2_000, ...often(random) }),
  }),
  told('F53', 'the mail server puts mails off, or takes them and hangs up', 'mail', {
    address: mailbox,
    script: (random) => ({ do: random.one(['4xx', 'drop_after_data']), ...often(random) }),
  }),
]
