import type { Fault } from '../fault.ts'
import type { Random } from '../random.ts'
import type { Stage } from '../stage.ts'

type Told = {
  readonly strikes: string
  /** Where what stands in for the outside is told its faults, and to have none. */
  readonly address: (stage: Stage) => string
  readonly under?: string
  readonly script: (random: Random) => object
}

/** Faults that the sandbox of Stripe and the mailbox are told to have, until they are told to have none. */
const told = (row: string, what: string, { strikes, address, under = '/faults', script }: Told): Fault => ({
  rows: [row],
  what,
  strikes: [strikes],
  lastsS: [2, 6],
  begin: async (stage, random) => {
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify(script(random))
    await expectOk(fetch(`${address(stage)}${under}`, { method: 'POST', headers, body }))
    return () => expectOk(fetch(`${address(stage)}/faults`, { method: 'DELETE' }))
  },
})

async function expectOk(response: Promise<Response>): Promise<void> {
  const { ok, status, url } = await response
  if (!ok) throw new Error(`${url} answered ${status}`)
}

const ofStripe = { strikes: 'stripe', address: ({ system }: Stage) => `${system.stripe}/sandbox` }
const ofWebhooks = { ...ofStripe, under: '/webhooks/faults' }
const ofMail = { strikes: 'mail', address: ({ mailbox }: Stage) => mailbox }
const often = (random: Random) => ({ times: random.between(2, 20) })
const most = { times: 200 }

export const outsideFaults: readonly Fault[] = [
  told('F42', 'stripe fails, having done it or not', {
    ...ofStripe,
    script: (random) => ({ do: random.one(['500_before', '500_after']), ...often(random) }),
  }),
  told('F43', 'stripe loses the answer, or the question', {
    ...ofStripe,
    script: (random) => ({
      do: random.one(['timeout_before', 'timeout_after', 'reset_before', 'reset_after']),
      ...often(random),
    }),
  }),
  told('F44', 'stripe slow, or asked too often', {
    ...ofStripe,
    script: (random) => ({ do: random.one(['slow', '429', 'lock_timeout']), ms: 2_000, ...often(random) }),
  }),
  told('F47', 'webhooks come twice', { ...ofWebhooks, script: () => ({ do: 'duplicate', ...most }) }),
  told('F47', 'webhooks overtake each other', { ...ofWebhooks, script: () => ({ do: 'reorder', ms: 1_500, ...most }) }),
  told('F47', 'webhooks late', { ...ofWebhooks, script: () => ({ do: 'delay', ms: 5_000, ...most }) }),
  told('F47', 'webhooks never come', { ...ofWebhooks, script: () => ({ do: 'drop', ...most }) }),
  told('F48', 'webhooks that somebody else wrote', { ...ofWebhooks, script: () => ({ do: 'forge', ...most }) }),
  told('F53', 'the mail server puts mails off, or takes them and hangs up', {
    ...ofMail,
    script: (random) => ({ do: random.one(['4xx', 'drop_after_data']), ...often(random) }),
  }),
  told('F53', 'the mail server says nothing', { ...ofMail, script: () => ({ do: 'hang', times: 3 }) }),
]
