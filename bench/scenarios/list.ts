import type { Scenario } from '../scenario.ts'

const sorts = ['name', '-name', 'price', '-price', '-createdAt']

/** Nobody has asked for this lowest price before, so no cache holds the list. */
export const list: Scenario = {
  name: 'list',
  summary: 'lists of products, filtered and sorted as nobody did before: the database finds each',
  unit: 'pages/s',
  async prepare({ client }) {
    let turn = 0
    return {
      async operation() {
        const sort = sorts[turn % sorts.length]
        await client.expect(200, `GET /products?price[gte]=${turn++}&sort=${sort}`)
      },
    }
  },
}
