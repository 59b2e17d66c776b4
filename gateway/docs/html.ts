import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Entry, entryOf } from '../cache/entry.ts'

/** Markup that may stand in a page as it is. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Fill = string | number | Html | readonly Html[]

/** Writes markup; whatever is filled in and is not markup itself is escaped. */
export function html(parts: TemplateStringsArray, ...fills: readonly Fill[]): Html {
  return new Html(String.raw({ raw: parts }, ...fills.map(written)))
}

/** A sentence with `names` in it, as contracts write them. */
export const prose = (text: string): Html =>
  html`${text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${part}`))}`

function written(fill: Fill): string {
  if (fill instanceof Html) return fill.text
  if (typeof fill === 'object') return fill.map(written).join('')
  return `${fill}`.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A page, and the policy that lets it use its own style and script and nothing else. */
export type WrittenPage = { readonly entry: Entry; readonly policy: string }

type Page = { readonly title: string; readonly body: Html; readonly script?: string }

/** Puts a page into the frame that all pages of ours share. */
export function pageOf({ title, body, script = '' }: Page): WrittenPage {
  const page = html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Tradewind</title>
<style>${new Html(style)}</style>
<nav><a href="/docs/">API</a><a href="/docs/subjects">Subjects</a><a href="/problems">Problems</a></nav>
<main>
<h1>${title}</h1>
${body}
</main>
${script ? html`<script>${new Html(script)}</script>` : ''}
</html>`
  const sources = [`style-src ${hashOf(style)}`, ...(script ? [`script-src ${hashOf(script)}`] : [])]
  const policy = ["default-src 'none'", ...sources, "base-uri 'none'", "frame-ancestors 'none'"].join('; ')
  return { entry: entryOf({ body: Buffer.from(page.text) }), policy }
}

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const style = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8')
