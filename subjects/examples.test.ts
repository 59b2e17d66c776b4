import { expect, test } from 'vitest'
import { events, requests } from './contracts.ts'
import { exampleOf } from './examples.ts'

test.each(requests.map((request) => [request.name, request] as const))(
  'the example of %s is what its contract takes and answers',
  (_name, request) => {
    const { input, output } = exampleOf(request)
    expect(request.input.errors(input)).toEqual([])
    expect(request.output.errors(output)).toEqual([])
  },
)

test.each(events.map((event) => [event.name, event] as const))(
  'the example of %s is what its contract tells',
  (_name, event) => {
    expect(event.data.errors(exampleOf(event))).toEqual([])
  },
)
