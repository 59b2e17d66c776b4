/** How far long work is. Disposing it leaves the line as it stands. */
export type Progress = Disposable & { reach(done: number, total?: number): void }

/** A bar on standard error, if that is a terminal and there is more than one thing to do. */
export async function showProgress(what: string, total: number): Promise<Progress> {
  if (!process.stderr.isTTY || total < 2) return { reach: () => {}, [Symbol.dispose]: () => {} }
  const { SingleBar } = await import('cli-progress')
  // The terminal stays as it is, with its cursor and its line breaks: after a Ctrl-C nobody would bring them back.
  const bar = new SingleBar({
    format: `${what} {bar} {value}/{total}`,
    stream: process.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    linewrap: true,
  })
  bar.start(total, 0)
  return {
    reach: (done, total = bar.getTotal()) => {
      bar.setTotal(total)
      bar.update(done)
    },
    [Symbol.dispose]: () => bar.stop(),
  }
}
