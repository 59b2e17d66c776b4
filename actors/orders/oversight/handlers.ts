import { addNote } from './add-note.ts'
import { explainOrder } from './explain-order.ts'
import { resolveOrder } from './resolve-order.ts'
import { searchOrders } from './search-orders.ts'
import { verifyFold } from './verify-fold.ts'

/** What staff and tools ask about orders. */
export const oversightHandlers = { searchOrders, addNote, explainOrder, resolveOrder, verifyFold }
