import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { bulkhead, isBulkheadRejectedError } from 'cockatiel'
import { overloaded } from '#subjects/problem.ts'
import type { DocumentRow } from './name.ts'

/** Makes PDFs of documents, on a thread that begins with the first of them. */
export type Printer = AsyncDisposable & { readonly print: (row: DocumentRow) => Promise<Buffer> }

/**
 * A letter takes 60 ms of a core, a long one 200. On the thread of everything else all orders would wait for that. A hundred
 * are six seconds of waiting: more would outlast the patience of whoever asks.
 */
export function openPrinter({ mostWaiting = 100 } = {}): Printer {
  const policy = bulkhead(1, mostWaiting)
  let thread: Thread | undefined

  const print = async (row: DocumentRow) => {
    // One that has ended is replaced with the next document.
    if (!thread || thread.ended.aborted) thread = startThread()
    const { worker, ended } = thread
    worker.postMessage(row)
    const [bytes] = (await once(worker, 'message', { signal: ended })) as [Uint8Array]
    return Buffer.from(bytes)
  }
  return {
    print: (row) =>
      policy
        .execute(() => print(row))
        .catch((error: unknown) => {
          throw isBulkheadRejectedError(error) ? overloaded('Too many documents are asked for at once') : error
        }),
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
