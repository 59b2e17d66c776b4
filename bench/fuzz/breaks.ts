import type { Api, Operation, Parameter, Schema } from './document.ts'
import { type Draft, isSendable } from './draft.ts'

/** A request that breaks one rule of the document, and the place that the refusal has to name. */
export type Broken = {
  readonly draft: Draft
  readonly rule: string
  readonly pointer?: string
  readonly statuses: readonly number[]
}

const invalid = [400]

/** Ways to break exactly one rule that the document states, from a request that conforms, by kinds: what is missing, what is in a parameter, in the body, or is no body. */
export function broken(api: Api, operation: Operation, draft: Draft): readonly (readonly (() => Broken)[])[] {
  const { body, parameters } = operation
  const without = parameters.filter(({ required, in: place }) => required && place !== 'path')
  const ofParameters = [
    without.map((one) => () => wrongParameter(one, { draft, value: undefined, rule: 'missing' })),
    parameters.flatMap((one) =>
      wrongTexts(api, one).map(
        ([rule, value]) =>
          () =>
            wrongParameter(one, { draft, value, rule }),
      ),
    ),
  ]
  if (!body || typeof draft.body !== 'object' || draft.body === null) return ofParameters
  const ofMembers = wrongValues(api, body.schema, draft.body).map(({ pointer, value, rule }) => () => ({
    draft: { ...draft, body: value },
    rule,
    pointer,
    statuses: invalid,
  }))
  return [...ofParameters, ofMembers, wrongBodies(draft, body.type)]
}

type Wrongly = { readonly draft: Draft; readonly value: string | undefined; readonly rule: string }

function wrongParameter({ name, in: place }: Parameter, { draft, value, rule }: Wrongly): Broken {
  const part = place === 'header' ? 'headers' : place
  return {
    draft: { ...draft, [part]: { ...draft[part], [name]: value } },
    rule: `${name}: ${rule}`,
    statuses: place === 'path' ? [400, 404] : value === undefined ? [400, 428] : invalid,
    ...(place !== 'header' && { pointer: `/${name}` }),
  }
}

/** Texts, as parameters are, that are no value of a schema. */
function wrongTexts(api: Api, { schema: given, in: place }: Parameter): readonly (readonly [string, string])[] {
  const schema = api.resolve(given)
  const number = schema.type === 'integer' || schema.type === 'number'
  const candidates: (readonly [string, string])[] = [
    ['enum', 'no-such-choice'],
    ['pattern', '!?'],
    ['type', 'NaN'],
    ['fraction', '1.5'],
    ['exponent', '1e3'],
    ['huge', '9'.repeat(40)],
    ['below', String((schema.minimum ?? 0) - 1)],
    ['above', String((schema.maximum ?? 0) + 1)],
    ['long', 'x'.repeat((schema.maxLength ?? 0) + 1)],
    ['control', 'a\u0001b'],
  ]
  const sendable = candidates.filter(
    ([, text]) => isSendable(text, place) && (place !== 'path' || /^[^./\\\0][^/\\\0]*$/.test(text)),
  )
  return sendable.filter(
    ([, text]) => !isText(api, schema, number && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  )
}

/** Whether a parameter may have this value: the rules that parameters of an API are given. */
function isText(api: Api, given: Schema, value: unknown): boolean {
  const schema = api.resolve(given)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return choices.some((choice) => isText(api, choice, value))
  if (schema.enum) return schema.enum.includes(value)
  if (schema.const !== undefined) return schema.const === value
  if (schema.type === 'boolean') return value === 'true' || value === 'false'
  if (schema.type === 'integer' || schema.type === 'number') {
    if (typeof value !== 'number' || (schema.type === 'integer' && !Number.isInteger(value))) return false
    return value >= (schema.minimum ?? -Infinity) && value <= (schema.maximum ?? Infinity)
  }
  const text = String(value)
  const { length } = Array.from(text)
  if (length < (schema.minLength ?? 0) || length > (schema.maxLength ?? Infinity)) return false
  if (schema.format !== undefined && schema.format !== 'email') return false
  return !schema.pattern || new RegExp(schema.pattern, 'u').test(text)
}

type Wrong = { readonly pointer: string; readonly value: unknown; readonly rule: string }

/** Every way that one member of a value can break its schema, each in a copy of the whole. */
function wrongValues(api: Api, given: Schema, value: unknown, pointer = ''): readonly Wrong[] {
  const schema = api.resolve(given)
  const wrong = (rule: string, bad: unknown, at = pointer): Wrong => ({
    pointer: at,
    value: bad,
    rule: `${at}: ${rule}`,
  })
  // Which of several shapes a broken value was meant to have nobody can tell.
  if (schema.anyOf ?? schema.oneOf) return [wrong('no choice', { no: 'choice' })]
  const found: Wrong[] = []
  if (schema.enum) return [wrong('enum', 'no-such-choice'), wrong('type', 12)]
  if (schema.type === 'string') found.push(...wrongStrings(schema).map(([rule, bad]) => wrong(rule, bad)))
  if (schema.type === 'integer') found.push(...wrongNumbers(schema).map(([rule, bad]) => wrong(rule, bad)))
  if (schema.type === 'boolean') found.push(wrong('type', 'true'), wrong('type', 1))
  if (schema.type === 'array' && Array.isArray(value)) {
    const { items = {}, minItems = 0, maxItems } = schema
    found.push(wrong('type', {}))
    if (minItems > 0) found.push(wrong('too few', value.slice(0, minItems - 1)))
    const [first] = value
    if (maxItems !== undefined && first !== undefined && maxItems < 2_000)
      found.push(
        wrong(
          'too many',
          Array.from({ length: maxItems + 1 }, () => first),
        ),
      )
    value.forEach((item, index) => {
      for (const one of wrongValues(api, items, item, `${pointer}/${index}`))
        found.push({ ...one, value: value.with(index, one.value) })
    })
  }
  if (schema.type === 'object' && typeof value === 'object' && value !== null)
    found.push(...wrongObjects(api, schema, { value, pointer }))
  return found
}

function wrongStrings({ minLength = 0, maxLength, pattern, format }: Schema): readonly (readonly [string, unknown])[] {
  const bad: (readonly [string, unknown])[] = [
    ['type', 12],
    ['type', null],
    ['type', ['x']],
  ]
  if (minLength > 0) bad.push(['too short', ''])
  if (maxLength !== undefined && maxLength < 20_000) bad.push(['too long', 'x'.repeat(maxLength + 1)])
  if (format === 'email') bad.push(['format', 'nobody'], ['format', 'a@b@c'])
  if (pattern) {
    const unfit = ['', ' ', '!?', 'ä', 'a\u0001b', 'line\u0000break'].filter(
      (text) => !new RegExp(pattern, 'u').test(text),
    )
    bad.push(...unfit.map((text) => ['pattern', text] as const))
  }
  return bad
}

function wrongNumbers({ minimum, maximum }: Schema): readonly (readonly [string, unknown])[] {
  const bad: (readonly [string, unknown])[] = [
    ['type', '1'],
    ['type', null],
    ['type', true],
    ['fraction', 1.5],
  ]
  if (minimum !== undefined) bad.push(['below', minimum - 1])
  if (maximum !== undefined) bad.push(['above', maximum + 1], ['above', 1e300])
  return bad
}

function wrongObjects(
  api: Api,
  schema: Schema,
  { value, pointer }: { value: object; pointer: string },
): readonly Wrong[] {
  const { properties = {}, required = [], additionalProperties } = schema
  const found: Wrong[] = [{ pointer, value: 'text', rule: `${pointer}: type` }]
  for (const name of required) {
    const { [name]: _, ...rest } = value as Record<string, unknown>
    found.push({ pointer: `${pointer}/${name}`, value: rest, rule: `${pointer}/${name}: missing` })
  }
  if (additionalProperties === false && !schema.patternProperties)
    found.push({
      pointer: `${pointer}/surprise`,
      value: { ...value, surprise: 1 },
      rule: `${pointer}/surprise: unknown`,
    })
  for (const [name, member] of Object.entries(properties)) {
    const present = (value as Record<string, unknown>)[name]
    if (present === undefined) continue
    for (const one of wrongValues(api, member, present, `${pointer}/${name}`))
      found.push({ ...one, value: { ...value, [name]: one.value } })
  }
  return found
}

/** Bodies that are no JSON to speak of, whatever the operation. Some are large, so that each is made only to be sent. */
function wrongBodies(draft: Draft, type: string): readonly (() => Broken)[] {
  const json = JSON.stringify(draft.body)
  const raw = (text: string, as = type): Draft => ({ ...draft, raw: { text, type: as } })
  const twice = json.replace(/^\{"((?:[^"\\]|\\.)*)":/, '{"$1":1,"$1":')
  return [
    () => ({ draft: raw(json.slice(0, -1)), rule: 'body: cut short', statuses: invalid }),
    () => ({ draft: raw('null'), rule: 'body: null', statuses: invalid }),
    () => ({ draft: raw('[]'), rule: 'body: a list', statuses: invalid }),
    () => ({ draft: raw(`${'['.repeat(5_000)}${']'.repeat(5_000)}`), rule: 'body: deep', statuses: invalid }),
    () => ({ draft: raw(`{"__proto__":{"admin":true},${json.slice(1)}`), rule: 'body: __proto__', statuses: invalid }),
    ...(twice === json ? [] : [() => ({ draft: raw(twice), rule: 'body: a member twice', statuses: invalid })]),
    () => ({ draft: raw(json, 'text/plain'), rule: 'body: of another type', statuses: [415, 400] }),
    () => ({ draft: raw(`{"x":"${'x'.repeat(1_200_000)}"}`), rule: 'body: huge', statuses: [413] }),
  ]
}
