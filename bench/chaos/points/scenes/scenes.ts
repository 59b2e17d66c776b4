import { scenesOfGoods } from './goods.ts'
import { scenesOfMails } from './mails.ts'
import { scenesOfMoney } from './money.ts'
import { scenesOfOrders } from './orders.ts'
import { scenesOfPeople } from './people.ts'
import type { Scene } from './stage.ts'

/** All that happens beyond the examples of the API, or has to happen more than once. */
export const scenes: readonly Scene[] = [
  ...scenesOfPeople,
  ...scenesOfGoods,
  ...scenesOfOrders,
  ...scenesOfMoney,
  ...scenesOfMails,
]
