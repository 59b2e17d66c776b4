import { Command } from 'commander'
import { commonProblems } from '#subjects/problem.ts'
import type { EventSubject, RequestSubject } from '#subjects/subject.ts'
import { findSubject } from './find-subject.ts'
import { whoSays } from './who-says.ts'

/** `tradewind subjects show`: one contract, whole. */
export const showSubject = new Command('show')
  .description('one contract: what goes in, what comes out, what can go wrong')
  .argument('<name>', 'a subject, with or without req.')
  .option('--json', 'as JSON')
  .action(async (name: string, { json }: { json?: boolean }) => {
    const subject = await findSubject(name)
    console.log(json ? JSON.stringify(contractOf(subject), null, 2) : pageOf(subject))
  })

function contractOf(subject: RequestSubject | EventSubject) {
  if (subject.kind === 'event') return { ...subject, data: subject.data.schema }
  const problems = [...subject.problems, ...commonProblems].map(({ code, status, title }) => ({ code, status, title }))
  return { ...subject, input: subject.input.schema, output: subject.output.schema, problems }
}

function pageOf(subject: RequestSubject | EventSubject): string {
  const heading = `${subject.name}\n${subject.summary}\n`
  const schema = (title: string, value: object) => `${title}\n${JSON.stringify(value, null, 2)}\n`
  if (subject.kind === 'event') {
    const about = `emitted by  ${whoSays(subject)}\nstream      ${subject.stream}\n`
    return [heading, about, schema('data', subject.data.schema)].join('\n')
  }
  const about = [
    `asked by    ${whoSays(subject)}`,
    `answered    within ${subject.timeoutMs} ms`,
    `asked twice ${subject.idempotencyKey ? 'with one Idempotency-Key it acts once' : 'it is asked twice'}`,
    ...subject.problems.map(({ code, status, title }) => `may answer  ${status} ${code}: ${title}`),
    `            and, as every request, ${commonProblems.map(({ code }) => code).join(', ')}\n`,
  ]
  const schemas = [schema('input', subject.input.schema), schema('output', subject.output.schema)]
  return [heading, about.join('\n'), ...schemas].join('\n')
}
