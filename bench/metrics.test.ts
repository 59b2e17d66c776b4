import { expect, test } from 'vitest'
import { sumOf } from './metrics.ts'

test('only the lines of the metric with matching labels are added up', () => {
  const text = [
    '# TYPE asked_count counter',
    'asked_count{subject="req.products.read",outcome="ok"} 10',
    'asked_count{subject="req.products.read",outcome="not-found"} 2 1700000000000',
    'asked_count{subject="req.orders.read",outcome="ok"} 100',
    'asked_count_total{subject="req.products.read"} 1000',
    'up 1',
  ].join('\n')

  expect(sumOf(text, 'asked_count', /subject="req\.products\.read"/)).toBe(12)
  expect(sumOf(text, 'up', /^$/)).toBe(1)
  expect(sumOf(text, 'down', /^$/)).toBe(0)
})
