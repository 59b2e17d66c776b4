import type { Sql } from '#db/client.ts'

/** What was written down before it was sent: each key, and whether the provider has surely heard of it lately. */
export type OurKeys = { readonly known: ReadonlySet<string>; readonly sent: readonly string[] }

const ofOurs = /^(auth|capture|cancel|refund|renew|release|setup|customer|detach):/

/**
 * Holds the keys that the provider knows against those that were written down, both ways. The provider is asked before and after
 * we are: what was sent meanwhile breaks nothing.
 */
export async function keyOffenders(payments: Sql, stripe: string): Promise<string[]> {
  const before = await readKeys(stripe)
  const ours = await ourKeys(payments)
  return [...unknownKeys(before, ours), ...unheardKeys(await readKeys(stripe), ours)]
}

/** Nothing is asked of the provider but what was written down first. */
export const unknownKeys = (theirs: readonly string[], { known }: OurKeys): string[] =>
  theirs
    .filter((key) => ofOurs.test(key) && !known.has(key))
    .map((key) => `S8 of the provider: ${key} was written down nowhere`)

/** What was answered was asked. A customer may have been made under the key of one of their cards. */
export function unheardKeys(theirs: readonly string[], { sent }: OurKeys): string[] {
  const heard = new Set(theirs.flatMap((key) => [key, ...(key.match(/^customer:[^:]+/) ?? [])]))
  return sent
    .filter((key) => !heard.has(key))
    .map((key) => `S8 of the provider: it never heard of ${key}, and has answered it`)
}

async function readKeys(stripe: string): Promise<readonly string[]> {
  const response = await fetch(`${stripe}/sandbox/keys`, { signal: AbortSignal.timeout(10_000) })
  return ((await response.json()) as { keys: readonly string[] }).keys
}

/** The provider forgets a key after a day. */
async function ourKeys(payments: Sql): Promise<OurKeys> {
  const rows = await payments<{ key: string; isSent: boolean }[]>`
    select key, is_sent and at > clock_timestamp() - interval '23 hours' as "isSent" from (
      select key, finished_at is not null and attempts > 0 and last_error is null as is_sent, started_at as at
      from provider_calls
      union all select 'setup:' || id, provider_id is not null, created_at from method_setups
      union all select 'customer:' || customer_id, provider_id is not null, created_at from payment_customers
      union all select 'customer:' || customer_id || ':' || id, false, created_at from method_setups
      union all select 'detach:' || id, next_at is null, detached_at from payment_methods where detached_at is not null
    ) as ours`
  return {
    known: new Set(rows.map(({ key }) => key)),
    sent: rows.filter(({ isSent }) => isSent).map(({ key }) => key),
  }
}
