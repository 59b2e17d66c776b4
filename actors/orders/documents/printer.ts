import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { LRUCache } from 'lru-cache'
import { overloaded } from '#subjects/problem.ts'
import { type DocumentRow, nameOf } from './name.ts'

/** Makes PDFs of documents, on a thread that begins with the first of them. */
export type Printer = AsyncDisposable & { readonly print: (row: DocumentRow) => Promise<Buffer> }

/** As many letters as somebody looks at again within a day, in some megabytes. */
const mostKept = 500
/** Said of documents alone: orders go on. */
const later = { retryAfter: 5 }

/**
 * A letter takes 60 ms of a core, a long one 200. On the thread of everything else all orders would wait for that. Fifty are
 * three seconds of waiting, and on a busy machine ten: more would outlast the patience of whoever asks. What was issued stays as it
 * is, so it is printed once for all who ask: nobody can keep the printer from the others with one letter of theirs.
 */
export function openPrinter({ mostWaiting = 50 } = {}): Printer {
  const policy = bulkhead(1, mostWaiting)
  const printed = new LRUCache<string, Promise<Buffer>>({ max: mostKept })
  let thread: Thread | undefined

  const print = async (row: DocumentRow) => {
    // One that has ended is replaced with the next document.
    if (!thread || thread.ended.aborted) thread = startThread()
    const { worker, ended } = thread
    worker.postMessage(row)
    const [bytes] = (await once(worker, 'message', { signal: ended })) as [Uint8Array]
    return Buffer.from(bytes)
  }
  const printInTurn = (row: DocumentRow) =>
    policy
      .execute(() => print(row))
      .catch((error: unknown) => {
        printed.delete(nameOf(row))
        throw isBulkheadRejectedError(error) ? overloaded('Too many documents are asked for at once', later) : error
      })
  return {
    print: (row) => {
      const known = printed.get(nameOf(row)) ?? printInTurn(row)
      printed.set(nameOf(row), known)
      return known
    },
    [Symbol.asyncDispose]: async () => {
      await thread?.worker.terminate()
    },
  }
}

type Thread = { readonly worker: Worker; readonly ended: AbortSignal }

/** Whoever waits for its answer hears of its end; nobody else has to. */
function startThread(): Thread {
  const end = new AbortController()
  const worker = new Worker(new URL('print-thread.ts', import.meta.url))
  worker.unref()
  worker.once('error', (error) => end.abort(error)).once('exit', () => end.abort())
  return { worker, ended: end.signal }
}
