import { readCatalogue } from '../catalogue.ts'
import type { Scenario } from '../scenario.ts'

/** Words that products are called by, each time with a limit to the price that no cache has seen. */
export const search: Scenario = {
  name: 'search',
  summary: 'searches for a word, none of them asked for before: the database finds each',
  unit: 'searches/s',
  async prepare({ api, client }) {
    const names = (await readCatalogue(api)).map(({ name }) => name)
    const words = [...new Set(names.flatMap((name) => name.toLowerCase().match(/\p{L}{4,}/gu) ?? []))]
    let turn = 0
    return {
      async operation() {
        const word = encodeURIComponent(words[turn % words.length] ?? '')
        await client.expect(200, `GET /products?q=${word}&price[lte]=${100_000_000 + turn++}`)
      },
    }
  },
}
