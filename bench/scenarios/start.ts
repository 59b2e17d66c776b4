import { readCpu } from '../cpu.ts'
import { openLoneGround } from '../lone-gateway.ts'
import { round } from '../result.ts'
import type { Trial } from '../trial.ts'

const starts = 7
const targetMs = 1_000

/** A gateway process, from the moment it is launched until it says that it is ready. */
export const start: Trial = {
  name: 'start',
  summary: `a gateway process from its launch to ready; the median of ${starts} starts, under ${targetMs} ms`,
  durationS: 1,
  takes: [],
  async perform({ stack, signal, doing }) {
    const ground = await openLoneGround(stack, signal)
    const taken: number[] = []
    const cpu: number[] = []
    // The first one compiles what the others load.
    for (let turn = 0; turn <= starts; turn++) {
      doing(`start ${turn} of ${starts}`)
      const launchedAt = performance.now()
      await using gateway = await ground.startGateway()
      taken.push(performance.now() - launchedAt)
      cpu.push(readCpu({ gateway: gateway.pid })?.['gateway'] ?? 0)
    }
    const [first = 0, ...others] = taken
    const median = middle(others)
    // Of no machine but Linux known, and there to hundredths of a second.
    const cpuMs = middle(cpu.slice(1))
    return {
      figures: {
        medianMs: median,
        fastestMs: Math.min(...others),
        slowestMs: Math.max(...others),
        firstMs: first,
        cpuMs,
      },
      load: { unit: 'starts', p50Ms: round(median) },
      lines: [
        `Median          ${median.toFixed(0)} ms, from ${Math.min(...others).toFixed(0)} to ${Math.max(...others).toFixed(0)} ms`,
        `Processor time  ${cpuMs} ms`,
        `First           ${first.toFixed(0)} ms, with nothing compiled`,
      ],
      failures: median < targetMs ? [] : [`the median of ${median.toFixed(0)} ms is not under ${targetMs} ms`],
    }
  },
}

const middle = (figures: readonly number[]) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0
