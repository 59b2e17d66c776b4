import { writeFileSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { CannotStart } from '#compose/run.ts'
import { measurementsOf } from '../capacity/measurements.ts'
import { headroom, stopsOf } from '../capacity/model.ts'
import { capacityPage } from '../capacity/page.ts'
import { history } from '../history.ts'
import type { Trial } from '../trial.ts'

const page = resolve(import.meta.dirname, '../capacity.md')

/** What more orders would take, by what was measured of one. Starts nothing. */
export const capacity: Trial = {
  name: 'capacity',
  summary:
    'writes bench/capacity.md: what 1k, 10k and 100k orders/s would take, from the latest results of scale, reserve and events',
  durationS: 1,
  takes: [],
  async perform() {
    const runs = history()
    const latest = (scenario: string) => runs.findLast((run) => run.scenario === scenario)
    const scale = latest('scale')
    if (!scale)
      throw new CannotStart(
        'There is nothing to reckon with: measure what an order costs first (npm run bench -- scale)',
      )
    const [reserve, events] = [latest('reserve'), latest('events')]
    const measured = measurementsOf(scale, { reserve, events })
    const sources = [scale, reserve, events].filter((run) => run !== undefined)
    writeFileSync(page, capacityPage(measured, sources))
    const stops = stopsOf(measured)
    return {
      figures: Object.fromEntries(stops.map(({ what, perS }) => [what, perS])),
      lines: [
        ...stops.slice(0, 6).map(({ what, perS }) => `${`${perS.toFixed(0)} orders/s`.padEnd(20)}${what}`),
        `Written             ${relative(process.cwd(), page)}, with ${100 * (1 - headroom)} % of everything held back`,
      ],
      failures: [],
    }
  },
}
