import { Type } from 'typebox'
import { Exact, Text } from '#subjects/common.ts'
import { event, request } from '#subjects/subject.ts'

const Echo = Exact({ text: Text(100) })

/** Answers what it is asked. */
export const echo = request('bench.echo', { summary: 'Says it again', input: Echo, output: Echo, access: 'internal' })

/** Something that happens only while the bench runs. */
export const noted = event('bench.noted', {
  summary: 'The bench noted something',
  stream: 'bench',
  data: Exact({ number: Type.Integer() }),
})
