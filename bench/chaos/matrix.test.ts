import { expect, test } from 'vitest'
import { faultsOfCluster, faultsOfOne } from './faults.ts'
import { byTheCrowd, leftOut, listMatrix, rows } from './matrix.ts'

const done = new Set([
  ...[...faultsOfOne, ...faultsOfCluster].flatMap((fault) => fault.rows),
  ...Object.keys(byTheCrowd),
])

test('the matrix has 64 rows, and each is done, or left out with a reason, and never both', () => {
  const ids = Array.from({ length: 64 }, (_, index) => `F${index + 1}`)
  expect(Object.keys(rows)).toEqual(ids)
  expect(new Set([...done, ...Object.keys(leftOut)])).toEqual(new Set(ids))
  expect(Object.keys(leftOut).filter((row) => done.has(row))).toEqual([])
})

test('the list says of each row what is done of it, or why nothing is', () => {
  const list = listMatrix()
  for (const row of Object.keys(rows)) expect(list).toMatch(new RegExp(`^  ${row} .*\n        \\S`, 'm'))
  expect(list).toContain('LEFT OUT: takes a second Postgres')
})
