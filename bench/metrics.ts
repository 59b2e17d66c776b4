/** Adds up the lines of one Prometheus metric whose labels match, as the process at `url` shows it now. */
export async function readMetric(url: string, name: string, labels: RegExp): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  return sumOf(await response.text(), name, labels)
}

/** As `readMetric`, of a text. */
export function sumOf(text: string, name: string, labels: RegExp): number {
  let sum = 0
  for (const line of text.split('\n')) {
    const [, metric, set = '', value] = line.match(/^(\w+)(?:\{(.*)\})? (\S+)/) ?? []
    if (metric === name && labels.test(set)) sum += Number(value)
  }
  return sum
}
