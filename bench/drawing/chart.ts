import { escaped } from './escaped.ts'

/** Points of one thing, from left to right. */
export type Line = { readonly name: string; readonly points: readonly (readonly [x: number, y: number])[] }

type Axis = { readonly title: string; readonly label?: (value: number) => string }

const [width, height, margin] = [580, 240, { top: 16, right: 160, bottom: 44, left: 64 }] as const
const colours = ['#0f5663', '#c2572b', '#5a7d2a', '#7b4fa3', '#b08900', '#2a6fb0', '#8a2f4d']

/** A line chart as SVG. Both axes begin at zero, so that nothing looks larger than it is. */
export function lineChart(lines: readonly Line[], x: Axis, y: Axis): string {
  const all = lines.flatMap(({ points }) => points)
  const [farX, farY] = [ceiling(all.map(([at]) => at)), ceiling(all.map(([, value]) => value))]
  const left = (value: number) => margin.left + (value / farX) * (width - margin.left - margin.right)
  const top = (value: number) => height - margin.bottom - (value / farY) * (height - margin.top - margin.bottom)
  const labelOf = ({ label = short }: Axis, value: number) => escaped(label(value))
  const ticks = (far: number) => [0, 0.25, 0.5, 0.75, 1].map((part) => part * far)
  return svg([
    ...ticks(farY).map(
      (value) =>
        `<line x1="${margin.left}" x2="${width - margin.right}" y1="${top(value)}" y2="${top(value)}" class="grid"/>` +
        `<text x="${margin.left - 8}" y="${top(value) + 4}" text-anchor="end">${labelOf(y, value)}</text>`,
    ),
    ...ticks(farX).map(
      (value) =>
        `<text x="${left(value)}" y="${height - margin.bottom + 18}" text-anchor="middle">${labelOf(x, value)}</text>`,
    ),
    `<text x="${margin.left}" y="${height - 8}">${escaped(x.title)}</text>`,
    `<text x="${margin.left}" y="${margin.top - 4}" class="title">${escaped(y.title)}</text>`,
    ...lines.map(({ name, points }, index) => {
      const colour = colours[index % colours.length]
      const path = points.map(([at, value]) => `${left(at).toFixed(1)},${top(value).toFixed(1)}`).join(' ')
      const dots = points.map(
        ([at, value]) => `<circle cx="${left(at).toFixed(1)}" cy="${top(value).toFixed(1)}" r="3"/>`,
      )
      return `<g fill="${colour}" stroke="${colour}"><polyline points="${path}" fill="none"/>${dots.join('')}</g>${key(index, name)}`
    }),
  ])
}

/** A bar cut into parts, as SVG: what something consists of. */
export function partsBar(parts: Readonly<Record<string, number>>, unit: string): string {
  const entries = Object.entries(parts).sort(([, a], [, b]) => b - a)
  const whole = entries.reduce((sum, [, value]) => sum + value, 0)
  let at = margin.left
  return svg(
    entries.map(([name, value], index) => {
      const wide = (value / Math.max(whole, 1e-9)) * (width - margin.left - margin.right)
      const bar = `<rect x="${at.toFixed(1)}" y="60" width="${wide.toFixed(1)}" height="70" fill="${colours[index % colours.length]}"/>`
      at += wide
      return bar + key(index, `${name} ${short(value)} ${unit}`)
    }),
  )
}

const svg = (content: readonly string[]) =>
  `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">${content.join('')}</svg>`

const key = (index: number, name: string) => {
  const [x, y] = [width - margin.right + 10, margin.top + 16 + index * 18]
  return `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${colours[index % colours.length]}"/><text x="${x + 16}" y="${y}">${escaped(name)}</text>`
}

/** The next number with one digit that is not zero: axes end there. */
function ceiling(values: readonly number[]): number {
  const most = Math.max(...values, 0)
  if (most <= 0) return 1
  const unit = 10 ** Math.floor(Math.log10(most))
  return Math.ceil(most / unit) * unit
}

const short = (value: number) =>
  value >= 10_000 ? `${Math.round(value / 1_000)}k` : String(Number(value.toPrecision(3)))
