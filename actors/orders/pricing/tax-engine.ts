import { ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleAll } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { Type } from 'typebox'
import { steadyBackoff } from '#compose/steady-backoff.ts'
import { fingerprintOf } from '#db/idempotency.ts'
import { TaxClass } from '#subjects/products.ts'
import { taxUnavailable } from '#subjects/pricing.ts'
import { shape } from '#subjects/subject.ts'
import { amountsToTax, type Basket } from './price.ts'
import type { Rules } from './rules.ts'
import { ratesAt, type TaxRates } from './tax.ts'

/** Knows what an order is taxed with. Carts are shown with the store's own rates; only what is charged is asked for here. */
export type TaxEngine = { readonly ratesFor: (basket: Basket, rules: Rules) => Promise<TaxRates> }

/** Goes by the rates that the store keeps itself. */
export const ownRates: TaxEngine = {
  ratesFor: async (basket, rules) => ratesAt(basket.destination ?? rules.place, rules),
}

/** What an engine is asked: where goods go, and for how much there is of each class. Of the customer it hears no more. */
type Question = {
  readonly destination: { readonly country: string; readonly region?: string; readonly postalCode?: string }
  readonly currency: string
  readonly pricesIncludeTax: boolean
  readonly amounts: readonly { readonly taxClass: string; readonly amount: number }[]
}

const Answer = shape(
  Type.Object({
    rates: Type.Array(Type.Object({ taxClass: TaxClass, ratePpm: Type.Integer({ minimum: 0, maximum: 1_000_000 }) }), {
      maxItems: 200,
    }),
  }),
)

type Options = { readonly timeoutMs?: number; readonly keptMs?: number; readonly retryAfterMs?: number }

/**
 * Asks an engine over HTTP. What was asked before is not asked again for a while: an order repeats what its quote asked. While
 * the engine is away, or says what cannot be, nothing is ordered, for what is wrongly taxed cannot be taken back.
 */
export function openTaxEngine(
  url: string,
  { timeoutMs = 1_500, keptMs = 600_000, retryAfterMs = 5_000 }: Options = {},
): TaxEngine {
  const kept = new LRUCache<string, Promise<ReadonlyMap<string, number>>>({ max: 10_000, ttl: keptMs })
  const breaker = circuitBreaker(handleAll, {
    halfOpenAfter: steadyBackoff(new ConstantBackoff(retryAfterMs)),
    breaker: new ConsecutiveBreaker(5),
  })
  const ask = (question: Question) => breaker.execute(() => askEngine(url, question, timeoutMs))
  return {
    ratesFor: async (basket, rules) => {
      const question = questionAbout(basket, rules)
      if (question.amounts.length === 0) return () => 0
      const key = fingerprintOf(question)
      let asked = kept.get(key)
      // To be kept begins with the question: one that is asked all the time would otherwise never be asked anew.
      if (!asked) kept.set(key, (asked = ask(question)))
      try {
        const rates = await asked
        return (taxClass) => rates.get(taxClass) ?? 0
      } catch {
        // Another question may have been asked under the key meanwhile, and answered.
        if (kept.peek(key) === asked) kept.delete(key)
        throw taxUnavailable()
      }
    },
  }
}

function questionAbout(basket: Basket, rules: Rules): Question {
  const { country, region, postalCode } = basket.destination ?? { ...rules.place, postalCode: undefined }
  const amounts = amountsToTax(basket, rules)
    .filter(({ amount }) => amount > 0)
    .sort((a, b) => (a.taxClass < b.taxClass ? -1 : 1))
  return {
    destination: { country, ...(region && { region }), ...(postalCode && { postalCode }) },
    currency: basket.currency,
    pricesIncludeTax: rules.pricesIncludeTax,
    amounts,
  }
}

async function askEngine(url: string, question: Question, timeoutMs: number): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(question),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`The tax engine answered ${response.status}`)
  const answer: unknown = await response.json()
  if (!Answer.matches(answer)) throw new Error('The tax engine answered what is no answer')
  const rates = new Map(answer.rates.map(({ taxClass, ratePpm }) => [taxClass, ratePpm]))
  const missing = question.amounts.find(({ taxClass }) => !rates.has(taxClass))
  if (missing) throw new Error(`The tax engine left out ${missing.taxClass}`)
  return rates
}
