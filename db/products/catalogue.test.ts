import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { readShelf } from './catalogue/shelf.ts'

const { categories, products } = catalogue()
const variants = products.flatMap((product) => product.variants)
const leaves = categories.filter(({ parent }) => parent !== null)

test('the shop is as large as it says', () => {
  expect(products.length).toBeGreaterThanOrEqual(500)
  expect(variants.length).toBeGreaterThanOrEqual(1_200)
  expect(variants.length).toBeLessThanOrEqual(2_000)
  expect(categories.length - leaves.length).toBeGreaterThanOrEqual(10)
  expect(leaves.length).toBeGreaterThanOrEqual(40)
})

test('nothing is said twice', () => {
  expect(repeated(products.map(({ slug }) => slug))).toEqual([])
  expect(repeated(products.map(({ name }) => name))).toEqual([])
  expect(repeated(products.map(({ description }) => description))).toEqual([])
  expect(repeated(categories.map(({ slug }) => slug))).toEqual([])
  expect(repeated(variants.map(({ sku }) => sku))).toEqual([])
  for (const { variants } of products)
    expect(repeated(variants.map(({ options }) => JSON.stringify(options)))).toEqual([])
})

test('every category is a department or stands below one, and every shelf has something on it', () => {
  const departments = new Set(categories.filter(({ parent }) => parent === null).map(({ slug }) => slug))
  for (const { parent } of leaves) expect(departments).toContain(parent)
  expect(new Set(products.map(({ category }) => category))).toEqual(new Set(leaves.map(({ slug }) => slug)))
})

test('slugs are kebab-case and SKUs are short and readable', () => {
  for (const { slug } of [...categories, ...products]) expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  for (const { sku } of variants) expect(sku).toMatch(/^[A-Z0-9][A-Z0-9-]{1,39}$/)
})

test('every product has one to twelve variants that can be sold and posted', () => {
  for (const { variants } of products) {
    expect(variants.length).toBeGreaterThanOrEqual(1)
    expect(variants.length).toBeLessThanOrEqual(12)
  }
  for (const { price, weightGrams, stock } of variants) {
    expect([price, weightGrams, stock].every(Number.isSafeInteger)).toBe(true)
    expect(price).toBeGreaterThan(0)
    expect(weightGrams).toBeGreaterThan(0)
    expect(stock).toBeGreaterThanOrEqual(0)
  }
})

test('descriptions are prose of one to three sentences', () => {
  for (const { name, description } of products) {
    expect(description).toMatch(/^[A-Z].+[.]$/)
    expect(description.split(/[.?!] (?=[A-Z])/).length).toBeLessThanOrEqual(3)
    expect(`${name} ${description}`).not.toMatch(/lorem|ipsum|product \d|todo|[|=]|\bundefined\b/i)
  }
})

test('most things are in stock, a few are scarce, some are sold out, some are plenty', () => {
  const share = (low: number, high: number) =>
    variants.filter(({ stock }) => stock >= low && stock <= high).length / variants.length
  expect(share(20, 400)).toBeGreaterThan(0.75)
  expect(share(1, 5)).toBeGreaterThan(0.04)
  expect(share(0, 0)).toBeGreaterThan(0.01)
  expect(share(0, 0)).toBeLessThan(0.06)
  expect(share(1_000, 5_000)).toBeGreaterThan(0.01)
})

test('the mug of the documentation and the sextant nobody can have are as documented', () => {
  const mug = products.find(({ slug }) => slug === 'enamel-mug')
  expect(mug?.name).toBe('Enamel Mug')
  expect(mug?.variants.map(({ sku, price, stock, options }) => [sku, price, stock, options])).toEqual([
    ['MUG-ENAMEL-NAVY', 1490, 400, { colour: 'Navy' }],
    ['MUG-ENAMEL-CREAM', 1490, 400, { colour: 'Cream' }],
    ['MUG-ENAMEL-RED', 1490, 400, { colour: 'Red' }],
  ])
  const sextant = products.find(({ slug }) => slug === 'brass-sextant')
  expect(sextant?.variants).toMatchObject([{ sku: 'SEXTANT-BRASS', price: 38900, stock: 0 }])
})

test('it is the same shop every time', () => {
  expect(catalogue()).toEqual({ categories, products })
})

test('options multiply, and add to price and weight', () => {
  const [line] = readShelf(
    'rope',
    'Line | Pike | 9.50 | 100g | LINE | 7\nA line.\nlength = 1 m, 2 m +4.50 +90g; hue = Red, Blue +1.00',
  )
  expect(line?.variants.map(({ sku, price, weightGrams, stock }) => [sku, price, weightGrams, stock])).toEqual([
    ['LINE-1M-RED', 950, 100, 7],
    ['LINE-1M-BLUE', 1050, 100, 7],
    ['LINE-2M-RED', 1400, 190, 7],
    ['LINE-2M-BLUE', 1500, 190, 7],
  ])
  expect(line?.variants[3]).toMatchObject({ title: '2 m / Blue', options: { length: '2 m', hue: 'Blue' } })
})

test.each([
  ['a price without cents', 'Line | Pike | 9.5 | 100g | LINE\nA line.\nhue: red'],
  ['a missing description', 'Line | Pike | 9.50 | 100g | LINE\nhue: red'],
  ['a surcharge that is not one', 'Line | Pike | 9.50 | 100g | LINE\nA line.\nhue = Red, Blue +1'],
])('%s is refused instead of sold', (_case, text) => {
  expect(() => readShelf('rope', text)).toThrow(/Line|hue|Blue/)
})

function repeated(values: string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}
