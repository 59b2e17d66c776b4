import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { overloaded } from '#subjects/problem.ts'
import type { DocumentRow } from './name.ts'

/** Makes PDFs of documents, on a thread that begins with the first of them. */
export type Printer = AsyncDisposable & { readonly print: (row: DocumentRow) => Promise<Buffer> }

/** Six seconds of waiting: more would outlast the patience of whoever asks. */
const mostWaiting = 100

/** A letter takes 60 ms of a core, a long one 200. On the thread of everything else all orders would wait for that. */
export function openPrinter(): Printer {
  const policy = bulkhead(1, mostWaiting)
  let thread: Worker | undefined

  const print = async (row: DocumentRow) => {
    thread ??= new Worker(new URL('print-thread.ts', import.meta.url))
    thread.unref()
    try {
      thread.postMessage(row)
      const [bytes] = (await once(thread, 'message')) as [Uint8Array]
      return Buffer.from(bytes)
    } catch (error) {
      // It has ended with that; the next document gets another one.
      thread = undefined
      throw error
    }
  }
  return {
    print: (row) =>
      policy
        .execute(() => print(row))
        .catch((error: unknown) => {
          throw isBulkheadRejectedError(error) ? overloaded('Too many documents are asked for at once') : error
        }),
    [Symbol.asyncDispose]: async () => {
      await thread?.terminate()
    },
  }
}
