import type { Asker } from '#subjects/bus.ts'
import { stockReturned } from '#subjects/inventory.ts'
import { productUnavailable, quoteLines } from '#subjects/products.ts'
import { type Bound, onAll } from '../actor.ts'
import { queueMails } from './mail-on.ts'
import { stockReturnedMail } from './templates/stock-returned.ts'
import type { Tools } from './tools.ts'

const mostAsked = 100

/** Queues a mail to whoever waited for something, which calls it by its name. What is no longer for sale is not written about. */
export const mailWhoWaited: Bound<Tools> = onAll<typeof stockReturned, Tools>(
  stockReturned,
  async (events, { tx, request, wake }) => {
    const names = await namesOf([...new Set(events.map(({ data }) => data.sku))], request)
    const letters = events.flatMap(({ id: causeId, data: { sku, userId } }) => {
      const name = names.get(sku)
      return name === undefined ? [] : [{ causeId, userId, data: { sku, name } }]
    })
    await queueMails(tx, stockReturnedMail, letters)
    return () => wake('send mails')
  },
)

async function namesOf(skus: readonly string[], request: Asker['request']): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (let from = 0; from < skus.length; from += mostAsked) {
    const lines = await quoted(skus.slice(from, from + mostAsked), request)
    for (const { sku, name, title } of lines) names.set(sku, title === name ? name : `${name}, ${title}`)
  }
  return names
}

/** What is for sale of these. */
async function quoted(skus: readonly string[], request: Asker['request']) {
  if (skus.length === 0) return []
  try {
    return (await request(quoteLines, { lines: skus.map((sku) => ({ sku, quantity: 1 })) })).lines
  } catch (error) {
    if (!productUnavailable.matches(error)) throw error
    const gone = new Set(error.body['skus'] as readonly string[])
    return quoted(
      skus.filter((sku) => !gone.has(sku)),
      request,
    )
  }
}
