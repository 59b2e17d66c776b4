import { listTransactions } from './list-transactions.ts'
import { readReconciliation, reconcile } from './reconcile.ts'

/** What is answered about the books. */
export const booksHandlers = { listTransactions, reconcile, readReconciliation }
