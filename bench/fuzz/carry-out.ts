import { type Attempt, attemptOf, type Surroundings } from './attempt.ts'
import type { Api, Operation } from './document.ts'
import type { Answer, Judge } from './judge.ts'
import { remedies, remedy } from './mend.ts'
import type { Plan, Thread } from './plan.ts'
import { compared, isLoggedOut, remembered, repeated } from './repeat.ts'
import { assemble, type Sent, send } from './send.ts'

/** What requests are made with, and held to. */
export type Means = Surroundings & { readonly judge: Judge }

/** A request that was sent, and what is wrong about its answer. */
export type Outcome = {
  readonly rule: string
  readonly request: Sent
  readonly status: number
  /** Of the problem, if it is one. */
  readonly code?: string
  readonly findings: readonly string[]
  /** What a good answer has in it, to go on with. */
  readonly thread?: Thread
}

/** Sends what was planned. */
export async function carryOut(means: Means, plan: Plan): Promise<readonly Outcome[]> {
  const attempt = { ...attemptOf(means, plan), plan }
  const { draft, person } = attempt
  const sent = assemble(means.url, plan.operation, { draft, credentials: await person.credentials() })
  if (plan.manner === 'at once') {
    const [one, other] = await Promise.all([attend(means, attempt, sent), attend(means, attempt, sent)])
    return both(plan, one, other)
  }
  const first = await attend(means, attempt, sent)
  if (plan.manner === 'plain') return [first.outcome, ...(await mend(means, attempt, first))]
  if (plan.manner !== 'again' || !first.answer) return [first.outcome]
  const again = repeated(sent, first.answer)
  const second = await attend(means, attempt, again)
  if (again === sent || !second.answer) return both(plan, first, second)
  const findings = [...second.outcome.findings, ...remembered(first.answer.headers, second.answer)]
  return [first.outcome, { ...second.outcome, findings }]
}

/** As long as a refusal says what would help, tries again. */
async function mend(means: Means, attempt: Attempt & { plan: Plan }, refused: Attended): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const used = remedies(attempt.plan)
  let [tried, answer] = [attempt, refused.answer]
  while (answer) {
    const other = await remedy(means, attempt.plan, { tried, answer, used })
    if (!other) break
    tried = { ...tried, ...other }
    const credentials = await tried.person.credentials()
    const sent = assemble(means.url, attempt.plan.operation, { draft: tried.draft, credentials })
    const attended = await attend(means, tried, sent)
    outcomes.push(attended.outcome)
    answer = attended.answer
  }
  return outcomes
}

type Attended = { readonly outcome: Outcome; readonly answer?: Answer }

function both({ operation, manner }: Plan, one: Attended, other: Attended): readonly Outcome[] {
  if (!one.answer || !other.answer) return [one.outcome, other.outcome]
  const answers = [one.answer, other.answer] as const
  const findings = [...other.outcome.findings, ...compared(operation, one.outcome.request, answers, manner)]
  return [one.outcome, { ...other.outcome, findings }]
}

async function attend(means: Means, attempt: Attempt & { plan: Plan }, sent: Sent): Promise<Attended> {
  const { draft, expectation, person, rule, plan } = attempt
  const { operation } = plan
  const answer = await answerTo(sent)
  if ('failure' in answer) {
    const findings = [`gives no answer: ${answer.failure}`]
    return { outcome: { rule, request: sent, status: 0, findings } }
  }
  // Who is known may show what is no longer good; who is not will never be let in.
  if (expectation.kind === 'valid' && !(person.isKnown && isLoggedOut(answer)))
    means.memory.note({ operation, draft, sent, answer, person })
  person.hear(answer.headers)
  if (isLoggedOut(answer)) person.renew()
  const partial = draft.query['fields'] !== undefined
  // Another request may have ended the login that this one was sent with.
  const expected = person.isKnown && isLoggedOut(answer) ? ({ kind: 'hostile' } as const) : expectation
  const findings = means.judge(asSent(means.api, operation, sent), { ...answer, partial }, expected)
  const code = codeOf(answer)
  const isShown = answer.status < 300 && answer.text.startsWith('{')
  const thread = isShown && { thread: threadOf(means, attempt, JSON.parse(answer.text)) }
  return { outcome: { rule, request: sent, status: answer.status, findings, ...(code && { code }), ...thread }, answer }
}

/** An address says what its answer may not: of which order these are the documents. And reading changes nothing: what was tried is tried. */
function threadOf({ memory }: Means, { draft, person, plan }: Attempt & { plan: Plan }, answer: unknown): Thread {
  const { operation, thread } = plan
  const before = operation.method === 'GET' ? (thread?.tried ?? []) : []
  return { shown: memory.onlyIn([draft.path, answer]), person, tried: [...before, operation] }
}

function codeOf({ status, text }: Answer): string | undefined {
  return status < 400 ? undefined : /"code":"([a-z-]+)"/.exec(text)?.[1]
}

/** A method that is not described has nothing to answer but a refusal, save HEAD where there is a GET. */
function asSent({ operations }: Api, operation: Operation, { method }: Sent): Operation {
  if (method === operation.method) return operation
  const read = operations.find((other) => other.path === operation.path && other.method === 'GET')
  return { ...(method === 'HEAD' && read ? read : { ...operation, responses: {} }), method }
}

async function answerTo(request: Sent): Promise<Answer | { readonly failure: string }> {
  try {
    return await send(request)
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) }
  }
}
