import { earliestId } from '#subjects/id.ts'

/** Something that holds whatever was asked and whoever crashed: the query is for what breaks it. */
export type Law = {
  /** What it is known by: S1, S2 … hold at any time, E1, E2 … once there was time to come to rest. Several may be parts of one. */
  readonly id: string
  readonly what: string
  /**
   * SQL in which `$since` and `$until` are times, the first one also as the time of an id (`'ord_$sinceId'`), and of one a day
   * before (`'ord_$daySinceId'`), for what may go on for so long after its id was made. A law that would have to look through
   * everything there ever was looks at what has changed since then; one of what comes in the end looks at what has had time until then.
   */
  readonly query: string
}

export const law = (id: string, what: string, query: string): Law => ({ id, what, query })

/** What is looked at: without a beginning everything there is, and without an end what is under way as well. */
export type Span = { readonly since?: Date | undefined; readonly until?: Date | undefined }

/** A law that is broken, and by which rows. */
export type Broken = Pick<Law, 'id' | 'what'> & { readonly offenders: readonly Readonly<Record<string, unknown>>[] }

/** Runs one statement, wherever that is. */
export type Run = (statement: string) => PromiseLike<readonly Readonly<Record<string, unknown>>[]>

/** Offenders beyond these are neither counted nor shown: nobody mends a thousand of them one by one. */
const mostOffenders = 100

/** Holds what is kept against these laws, each by itself; answers those that are broken. */
export async function brokenOf(run: Run, laws: readonly Law[], span: Span = {}): Promise<readonly Broken[]> {
  const broken: Broken[] = []
  for (const law of laws) {
    const offenders = await run(statementOf(law, span))
    if (offenders.length > 0) broken.push({ id: law.id, what: law.what, offenders })
  }
  return broken
}

/** Whether it holds at any time, and not only in the end. */
export const isAlways = ({ id }: Law): boolean => id.startsWith('S')

/** The statement that finds what breaks a law in this span. */
function statementOf({ query }: Law, { since, until }: Span): string {
  const idSince = (daysBefore: number) =>
    earliestId('', new Date((since?.getTime() ?? 0) - daysBefore * 86_400_000)).slice(1)
  const at = (time: Date | undefined, otherwise: string) => `'${time?.toISOString() ?? otherwise}'::timestamptz`
  const asked = query
    .replaceAll('$sinceId', idSince(0))
    .replaceAll('$daySinceId', idSince(1))
    .replaceAll('$since', at(since, '-infinity'))
    .replaceAll('$until', at(until, 'infinity'))
  return `select * from (${asked}) as offenders limit ${mostOffenders}`
}
