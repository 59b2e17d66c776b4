/** Stops processes where they are, all of them or none, and answers how to let them go on. */
export function freeze(pids: readonly number[]): () => void {
  const goOn = () => {
    for (const pid of pids)
      try {
        process.kill(pid, 'SIGCONT')
      } catch {
        // One that has ended meanwhile keeps none of the others.
      }
  }
  try {
    for (const pid of pids) process.kill(pid, 'SIGSTOP')
  } catch (error) {
    goOn()
    throw error
  }
  return goOn
}
