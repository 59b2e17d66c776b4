import { addNote } from './add-note.ts'
import { searchOrders } from './search-orders.ts'
import { verifyFold } from './verify-fold.ts'

/** What staff and tools ask about orders. */
export const oversightHandlers = { searchOrders, addNote, verifyFold }
