import { verifyFold } from './verify-fold.ts'

/** What staff and tools ask about orders. */
export const oversightHandlers = { verifyFold }
