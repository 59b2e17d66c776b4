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
<p>Of every scenario: its rate as a part of what a bare Fastify does on the same machine in the same run, run after run;
rate and latency by the number of connections; and where the processor time of one operation goes.</p>
${byScenario.map(([scenario, its]) => section(scenario, its)).join('\n')}
</html>
`
}

function section(scenario: string, unsorted: readonly Remembered[]): string {
  const runs = unsorted.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const last = runs.at(-1)
  if (!last) return ''
  const ratios = runs.flatMap(({ ratios: { fastify } }, index) =>
    fastify === null ? [] : [[index + 1, fastify] as const],
  )
  const atLast = runs.filter(({ commit }) => commit === last.commit)
  const byLoad = (figure: (run: Remembered) => number) =>
    [...Map.groupBy(atLast, ({ connections }) => connections)]
      .map(([connections, some]) => [connections, figure(some.at(-1) ?? last)] as const)
      .sort(([a], [b]) => a - b)
  const latencies: Line[] = [
    { name: 'p50', points: byLoad(({ p50Ms }) => p50Ms) },
    { name: 'p99', points: byLoad(({ p99Ms }) => p99Ms) },
  ]
  const commitAt = (turn: number) => shortOf(runs[Math.round(turn) - 1]?.commit ?? '')
  const figures = [
    figure(
      `${last.rate} ${last.unit}, p50 ${last.p50Ms} ms, p99 ${last.p99Ms} ms at ${last.connections} connections`,
      lineChart([{ name: 'of Fastify', points: ratios }], { title: 'runs', label: commitAt }, { title: 'ratio' }),
    ),
    figure(
      `At ${last.commit}`,
      lineChart(
        [{ name: last.unit, points: byLoad(({ rate }) => rate) }],
        { title: 'connections' },
        { title: last.unit },
      ),
    ),
    figure(`At ${last.commit}`, lineChart(latencies, { title: 'connections' }, { title: 'ms' })),
    ...(last.cpuMs ? [figure('Processor time of one operation', partsBar(last.cpuMs, 'ms'))] : []),
  ]
  return `<section><h2>${escaped(scenario)}</h2><p>${escaped(last.machine)}, ${escaped(last.at)}</p>${figures.join('\n')}</section>`
}

/** `commit abc1234 with changes` as `abc1234+`. */
const shortOf = (commit: string) => commit.replace('commit ', '').replace(' with changes', '+')

const figure = (caption: string, drawing: string) =>
  `<figure>${drawing}<figcaption>${escaped(caption)}</figcaption></figure>`
