import { checkBooks } from '../laws/books.ts'
import type { Bench, Prepared, Scenario } from '../scenario.ts'
import { kinds, mix, openCrowd } from '../shoppers.ts'

/** For each connection: one who is answered, one whose cart is filled already, and one who comes next. */
const customersEach = 3

/** A shop on an ordinary day. */
export const mixed: Scenario = {
  name: 'mixed',
  summary: `what a crowd does: of twenty acts ${kinds.map((kind) => `${mix[kind]} × ${kind}`).join(', ')}`,
  unit: 'acts/s',
  prepare: prepareCrowd,
}

/** A crowd of which nobody may be turned away. */
export async function prepareCrowd({ api, client, system, workers, databases }: Bench): Promise<Prepared> {
  const crowd = await openCrowd(api, system, workers * customersEach)
  return {
    async operation(_, timed) {
      const kind = crowd.next()
      const outcome = await timed(kind, crowd.act(kind, client))
      if (outcome !== 'done') throw new Error(`a ${kind} was refused for now`)
    },
    async violations() {
      if (!databases) return { checked: [], violations: [] }
      const { customerIds, confirmed } = crowd
      return checkBooks({ databases, stripe: system.stripe, customerIds, confirmed })
    },
  }
}
