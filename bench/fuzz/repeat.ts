import { isDeepStrictEqual } from 'node:util'
import type { Operation } from './document.ts'
import type { Answer } from './judge.ts'
import type { Plan } from './plan.ts'
import type { Sent } from './send.ts'

/** The same request once more; of something read, only if it has changed since. */
export function repeated(sent: Sent, { headers, status }: Answer): Sent {
  const { etag } = headers
  if (sent.method !== 'GET' || status !== 200 || etag === undefined) return sent
  return { ...sent, headers: { ...sent.headers, 'if-none-match': etag } }
}

/** What is wrong about the answers to a request that was sent twice. */
export function compared(
  { parameters }: Operation,
  { headers }: Sent,
  answers: readonly [Answer, Answer],
  manner: Plan['manner'],
): readonly string[] {
  const [first, second] = answers
  const names = parameters.map(({ name }) => name)
  const isNamed = headers['idempotency-key'] !== undefined
  if (first.status >= 300 || second.status >= 300) {
    const sorted = manner === 'at once' ? answers.toSorted((a, b) => a.status - b.status) : answers
    return isNamed ? forgotten(sorted[0] ?? first, sorted[1] ?? second) : []
  }
  const [one, other] = [first.headers['etag'], second.headers['etag']]
  if (names.includes('If-Match') && headers['if-match'] !== '*' && one !== other)
    return ['makes two changes that were meant for one version']
  if (!isNamed) return []
  const same =
    first.status === second.status ? isDeepStrictEqual(bodyOf(first), bodyOf(second)) : sameAddress(first, second)
  return same ? [] : [`does not answer the same under one Idempotency-Key: ${first.status}, then ${second.status}`]
}

/** A command that was carried out is answered so for as long as its key is kept, except by those who cannot say now. */
function forgotten(first: Answer, second: Answer): readonly string[] {
  const passes = [429, 503].includes(second.status) || /"code":"request-in-progress"/.test(second.text)
  if (first.status >= 300 || second.status < 400 || passes || isLoggedOut(second)) return []
  return [`does not answer the same under one Idempotency-Key: ${first.status}, then ${second.status}`]
}

/** Whether what was shown is no longer good. */
export const isLoggedOut = ({ status, text }: Answer) =>
  status === 401 && /"code":"((cart-)?token|api-key)-invalid"/.test(text)

const bodyOf = ({ text }: Answer): unknown => (text === '' ? undefined : JSON.parse(text))

const sameAddress = (first: Answer, second: Answer) => first.headers['location'] === second.headers['location']

/** What is wrong about the answer to the question whether something has changed. */
export function remembered({ etag }: Answer['headers'], { status, headers }: Answer): readonly string[] {
  if (etag === undefined || status !== 200 || headers['etag'] !== etag) return []
  return ['sends once more what its reader already has']
}
