import type { Remembered } from '../history.ts'
import { type Line, lineChart, partsBar } from './chart.ts'
import { escaped } from './escaped.ts'

const style = `
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 1180px; padding: 0 1rem; color: #1c2b2e; background: #fbfcfc }
  h1, h2 { font-weight: 600 } section { border-top: 1px solid #d5dfe1; padding: 1rem 0 }
  figure { display: inline-block; margin: 0 1rem 1rem 0; vertical-align: top } figcaption { color: #55696d }
  svg text { font: 11px system-ui, sans-serif; fill: #33474b; stroke: none } svg .title { font-weight: 600 } svg .grid { stroke: #e3eaeb }
  @media (prefers-color-scheme: dark) { body { color: #dde6e8; background: #14191a } section { border-color: #2c3a3d } svg text { fill: #b9c6c9 } svg .grid { stroke: #2c3a3d } figcaption { color: #93a5a9 } }`

/** All that was measured on this machine as one page that needs nothing else: no server, no script, nothing to load. */
export function drawPage(runs: readonly Remembered[]): string {
  const byScenario = [...Map.groupBy(runs, ({ scenario }) => scenario)].sort(([a], [b]) => (a < b ? -1 : 1))
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tradewind: what was measured</title>
<style>${style}</style>
<h1>What was measured</h1>
<p>Of every scenario: its rate as a part of what a bare Fastify does on the same machine in the same run, run after run at the last load;
throughput and latency by load, which is what was offered or the number of connections; and where the milliseconds of one
operation go.</p>
${byScenario.map(([scenario, its]) => section(scenario, its)).join('\n')}
</html>
`
}

function section(scenario: string, unsorted: readonly Remembered[]): string {
  const runs = unsorted.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const last = runs.at(-1)
  if (!last || last.rate === null) return ''
  const unit = last.unit ?? ''
  const { load, runs: byLoad } = loadsOf(runs.filter(({ commit }) => commit === last.commit))
  const line = (name: string, figure: (run: Remembered) => number | null): Line => ({
    name,
    points: byLoad.flatMap(([at, run]) => drawable(at, figure(run))),
  })
  // A tour is another load than a run of its own: put into one row they would look like news.
  const alike = runs.filter(({ connections, offered }) => connections === last.connections && offered === last.offered)
  const figures = [
    figure(
      `${last.rate} ${unit}, p50 ${last.p50Ms} ms, p99 ${last.p99Ms} ms at ${last.connections} connections`,
      history(alike),
    ),
    figure(
      `Throughput by load, at ${last.commit}`,
      lineChart([line(unit, ({ rate }) => rate)], { title: load }, { title: unit }),
    ),
    figure(
      `Latency by load, at ${last.commit}`,
      lineChart(
        [line('p50', ({ p50Ms }) => p50Ms), line('p99', ({ p99Ms }) => p99Ms)],
        { title: load },
        { title: 'ms' },
      ),
    ),
    ...bar('Processor time of one operation', last.cpuMs),
    ...bar('How long its parts take, half of the time', last.partsMs),
  ]
  return `<section><h2>${escaped(scenario)}</h2><p>${escaped(last.machine)}, ${escaped(last.at)}</p>${figures.join('\n')}</section>`
}

/** Run after run; as a part of what a bare Fastify does where that is known, since machines and their hours differ. */
function history(runs: readonly Remembered[]): string {
  const isCompared = runs.some(({ ratios }) => ratios.fastify !== null)
  const points = runs.flatMap(({ ratios, rate }, index) => drawable(index + 1, isCompared ? ratios.fastify : rate))
  const label = (turn: number) => shortOf(runs[Math.round(turn) - 1]?.commit ?? '')
  const name = isCompared ? 'of Fastify' : 'per s'
  return lineChart([{ name, points }], { title: 'runs', label }, { title: isCompared ? 'ratio' : name })
}

/** The last run at each load: what was offered where that was said, else how many were under way at once. */
function loadsOf(runs: readonly Remembered[]): { load: string; runs: readonly (readonly [number, Remembered])[] } {
  const offered = runs.filter((run) => typeof run.offered === 'number')
  const isOffered = offered.length > 0
  const loads = new Map(
    (isOffered ? offered : runs).map((run) => [isOffered ? (run.offered ?? 0) : run.connections, run] as const),
  )
  return { load: isOffered ? 'offered per s' : 'connections', runs: [...loads].sort(([a], [b]) => a - b) }
}

const drawable = (at: number, value: number | null): [x: number, y: number][] => (value === null ? [] : [[at, value]])

const bar = (caption: string, parts: Readonly<Record<string, number>> | null | undefined) =>
  parts && Object.keys(parts).length > 0 ? [figure(caption, partsBar(parts, 'ms'))] : []

/** `commit abc1234 with changes` as `abc1234+`. */
const shortOf = (commit: string) => commit.replace('commit ', '').replace(' with changes', '+')

const figure = (caption: string, drawing: string) =>
  `<figure>${drawing}<figcaption>${escaped(caption)}</figcaption></figure>`
