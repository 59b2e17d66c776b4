/**
 * Turns many single calls into few large ones: whatever arrives while one batch is being worked on becomes the next. Nobody
 * waits for a timer; an idle caller's batch is itself alone. With `apart`, the items of a batch that fails are tried again
 * one by one, so that a bad one spoils nothing for the others.
 */
export function batching<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly (Result | Error)[]>,
  { maxSize = 256, apart = false } = {},
): (item: Item) => Promise<Result> {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }
  let waiting: Waiting[] = []
  let running = false

  const run = async () => {
    // One turn of the event loop, so that messages that came in one packet share a batch.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxSize)
      waiting = waiting.slice(maxSize)
      await settle(batch)
    }
    running = false
  }

  const settle = async (batch: readonly Waiting[]) => {
    try {
      const results = await work(batch.map(({ item }) => item))
      if (results.length !== batch.length) throw new Error(`A batch of ${batch.length} got ${results.length} results`)
      batch.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result instanceof Error) reject(result)
        else resolve(result as Result)
      })
    } catch (error) {
      if (apart && batch.length > 1) await Promise.all(batch.map((one) => settle([one])))
      else for (const { reject } of batch) reject(error)
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (running) return
      running = true
      void run()
    })
}
