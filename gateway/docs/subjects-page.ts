import { describeMessages } from '#subjects/asyncapi.ts'
import { serviceNames, purposes } from '#subjects/contracts.ts'
import { html, type Html, pageOf, prose, type WrittenPage } from './html.ts'

type Reference = { readonly $ref: string }

/** As much of JSON Schema as the contracts use. */
type Schema = {
  readonly $ref?: string
  readonly type?: string
  readonly description?: string
  readonly title?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Reference[]
  readonly patternProperties?: Readonly<Record<string, Schema>>
}

type Message = { readonly payload: Schema; readonly examples?: readonly { readonly payload: unknown }[] }

type Operation = {
  readonly summary: string
  readonly description: string
  readonly tags: readonly Reference[]
  readonly reply?: object
}

/** As much of AsyncAPI 3.0 as our description uses. */
type Description = {
  readonly info: { readonly description: string }
  readonly channels: Readonly<Record<string, { readonly address?: string }>>
  readonly operations: Readonly<Record<string, Operation>>
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>
    readonly schemas: Readonly<Record<string, Schema>>
  }
}

/** Every request and event, by the actor it belongs to, and the shapes they are made of. */
export function subjectsPage(): WrittenPage {
  const description = describeMessages() as Description
  const { info, components, operations } = description
  const belongs = (actor: string) =>
    Object.entries(operations).filter(([, { tags }]) => tags.some(({ $ref }) => $ref === `#/components/tags/${actor}`))
  const shapes = Object.entries(components.schemas).filter(([name]) => !name.endsWith('Problem'))
  const body = html`<p>${prose(info.description)}</p>
<p class="soft">The same for programs: <a href="/asyncapi.json">asyncapi.json</a>, AsyncAPI 3.0. ${serviceNames.map((actor) => html`<a href="#${actor}">${actor}</a> · `)}<a href="#shapes">shapes</a></p>
<input type="search" placeholder="Filter: a subject, a field, a word" aria-label="Filter" hidden>
${serviceNames.map(
  (actor) => html`<h2 id="${actor}">${actor}</h2>
<p>${purposes[actor]}</p>
${belongs(actor).map(([name, operation]) => operationArticle(name, operation, description))}`,
)}
<h2 id="shapes">Shapes</h2>
${shapes.map(([name, schema]) => html`<article id="shape-${name}"><h3>${name}</h3>${schemaTable(schema)}</article>`)}`
  return pageOf({ title: 'Subjects', body, script: filterScript })
}

function operationArticle(name: string, operation: Operation, { channels, components }: Description): Html {
  const { summary, description, reply } = operation
  const { messages } = components
  const refusals = messages[`${name}Refusal`]?.payload.oneOf ?? []
  return html`<article id="${name}">
<h3><span class="kind">${reply ? 'request' : 'event'}</span> <a href="#${name}"><code>${channels[name]?.address ?? name}</code></a></h3>
<p>${prose(summary)}. <span class="soft">${description}</span></p>
${messageBlock(reply ? 'Takes' : 'Tells', messages[name])}
${reply ? messageBlock('Answers', messages[`${name}Reply`]) : ''}
${refusals.length > 0 ? html`<p class="soft">Or refuses: ${refusals.map(({ $ref }) => problemLink($ref))}</p>` : ''}
</article>`
}

function messageBlock(title: string, message: Message | undefined): Html {
  if (!message) return html``
  const { payload, examples = [] } = message
  return html`<p><strong>${title}</strong> ${payload.properties ? '' : typeOf(payload)}</p>
${payload.properties ? schemaTable(payload) : ''}
${examples.map((example) => html`<pre>${JSON.stringify(example.payload, null, 2)}</pre>`)}`
}

function problemLink(reference: string): Html {
  const name = reference.slice(reference.lastIndexOf('/') + 1, -'Problem'.length)
  const code = name.replaceAll(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase()
  return html`<a href="/problems/${code}"><code>${code}</code></a> `
}

function schemaTable(schema: Schema): Html {
  const { properties, required = [] } = schema
  if (!properties) return html`<p>${typeOf(schema)} <span class="soft">${prose(schema.description ?? '')}</span></p>`
  const row = ([name, member]: [string, Schema]) =>
    html`<tr><td><code>${name}</code>${required.includes(name) ? '' : html` <span class="soft">optional</span>`}</td><td>${typeOf(member)}</td><td>${prose(member.description ?? '')}</td></tr>`
  return Object.keys(properties).length === 0
    ? html`<p class="soft">Nothing</p>`
    : html`<table>${Object.entries(properties).map(row)}</table>`
}

/** What may stand there, in words; a shape with a name leads to its own table. */
function typeOf(schema: Schema): Html {
  const { $ref, anyOf, items, type, properties, patternProperties } = schema
  if ($ref) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1)
    return html`<a href="#shape-${name}">${name}</a>`
  }
  if (anyOf) return html`${anyOf.map((one, index) => html`${index > 0 ? ' or ' : ''}${typeOf(one)}`)}`
  if (schema.enum) return html`<code>${schema.enum.join(' | ')}</code>`
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (items) return html`list of ${typeOf(items)}`
  if (properties) {
    const members = Object.entries(properties)
    return html`{ ${members.map(([name, member], index) => html`${index > 0 ? ', ' : ''}${name}: ${typeOf(member)}`)} }`
  }
  const [values] = Object.values(patternProperties ?? {})
  if (values) return html`any names, each with ${typeOf(values)}`
  return html`${type ?? 'anything'}`
}

/** Hides what does not have all of the words. Without scripts the page is whole. */
const filterScript = `
const box = document.querySelector('input')
const articles = [...document.querySelectorAll('article')].map((one) => [one, one.textContent.toLowerCase()])
box.hidden = false
box.addEventListener('input', () => {
  const words = box.value.toLowerCase().split(/\\s+/)
  for (const [one, text] of articles) one.hidden = !words.every((word) => text.includes(word))
})
`
