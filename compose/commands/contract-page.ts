import { refusalsOf } from '#subjects/asyncapi.ts'
import { commonProblems } from '#subjects/problem.ts'
import type { EventSubject, RequestSubject } from '#subjects/subject.ts'
import { whoSays } from './who-says.ts'

/** A contract for programs. */
export function contractOf(subject: RequestSubject | EventSubject) {
  if (subject.kind === 'event') return { ...subject, data: subject.data.schema }
  const problems = refusalsOf(subject).map(({ code, status, title }) => ({ code, status, title }))
  return { ...subject, input: subject.input.schema, output: subject.output.schema, problems }
}

/** A contract for people. */
export function pageOf(subject: RequestSubject | EventSubject): string {
  const heading = `${subject.name}\n${subject.summary}\n`
  const schema = (title: string, value: object) => `${title}\n${JSON.stringify(value, null, 2)}\n`
  if (subject.kind === 'event') {
    const about = `emitted by  ${whoSays(subject)}\nstream      ${subject.stream}\n`
    return [heading, about, schema('data', subject.data.schema)].join('\n')
  }
  const own = refusalsOf(subject).filter((problem) => !commonProblems.includes(problem))
  const about = [
    `asked by    ${whoSays(subject)}`,
    `answered    within ${subject.timeoutMs} ms`,
    `asked twice ${subject.idempotencyKey ? 'with one Idempotency-Key it acts once' : 'it is asked twice'}`,
    ...(subject.conditional ? ['overwrites  the version that If-Version names, and no other'] : []),
    ...own.map(({ code, status, title }) => `may answer  ${status} ${code}: ${title}`),
    `            and, as every request, ${commonProblems.map(({ code }) => code).join(', ')}\n`,
  ]
  const schemas = [schema('input', subject.input.schema), schema('output', subject.output.schema)]
  return [heading, about.join('\n'), ...schemas].join('\n')
}
