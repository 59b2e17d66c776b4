import { createHash } from 'node:crypto'

/** One buyable form of a product: its title is what sets it apart from its siblings, its price is in EUR cents. */
export type SeedVariant = {
  sku: string
  title: string
  options: Record<string, string>
  price: number
  weightGrams: number
  stock: number
}

/** A product as the seed writes it; `category` is the slug of a leaf. */
export type SeedProduct = {
  slug: string
  name: string
  description: string
  brand: string
  category: string
  attributes: Record<string, string>
  variants: SeedVariant[]
}

/**
 * A department of the shop. Each shelf is a category written as plain text, three lines to a product and a blank line between:
 *
 *     Name | Brand | price | weight | SKU stem | stock (optional)
 *     Description.
 *     attribute: value; option = first, second +9.00 +250g
 *
 * An attribute holds for the whole product. An option makes a variant per value, and what follows the value is added
 * to price and weight. Several options multiply.
 */
export type Department = { name: string; shelves: Record<string, string> }

/** Reads one shelf's text into products, and throws with the words that do not fit the form. */
export function readShelf(category: string, text: string): SeedProduct[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => readProduct(category, block))
}

/** 'Mugs & Glasses' → 'mugs-and-glasses'. */
export function slugOf(name: string): string {
  return words(name.replaceAll('&', ' and ')).toLowerCase()
}

type Choice = { value: string; price: number; weightGrams: number }
type Option = { name: string; choices: Choice[] }
type Choosing = Omit<SeedVariant, 'title' | 'stock'>

const headForm = /^(.+?) \| (.+?) \| (\d+\.\d\d) \| (\d+)g \| ([A-Z0-9-]+)(?: \| (\d+))?$/
const detailForm = /^([a-zA-Z -]+?)(:| =) (.+)$/
const choiceForm = /^([^+]+?)(?: \+(\d+\.\d\d))?(?: \+(\d+)g)?$/

function readProduct(category: string, block: string): SeedProduct {
  const lines = block.split('\n')
  if (lines.length !== 3) throw new Error(`Not three lines: ${block}`)
  const [head = '', description = '', details = ''] = lines
  const [, name = '', brand = '', price = '', grams = '', stem = '', stock] = match(headForm, head)
  const { attributes, options } = readDetails(details)
  const base = { sku: stem, options: {}, price: cents(price), weightGrams: Number(grams) }

  return {
    slug: slugOf(name),
    name,
    description,
    brand,
    category,
    attributes: { ...attributes, weightGrams: grams },
    variants: options.reduce<Choosing[]>(multiply, [base]).map((variant) => ({
      ...variant,
      title: Object.values(variant.options).join(' / ') || 'Standard',
      stock: stock === undefined ? stockOf(variant.sku) : Number(stock),
    })),
  }
}

function readDetails(details: string): { attributes: Record<string, string>; options: Option[] } {
  const attributes: Record<string, string> = {}
  const options: Option[] = []
  for (const detail of details.split('; ')) {
    const [, name = '', sign, value = ''] = match(detailForm, detail)
    if (sign === ':') attributes[camelCase(name)] = value
    else options.push({ name: camelCase(name), choices: value.split(', ').map(readChoice) })
  }
  return { attributes, options }
}

function readChoice(text: string): Choice {
  const [, value = '', price = '0.00', grams = '0'] = match(choiceForm, text)
  return { value, price: cents(price), weightGrams: Number(grams) }
}

function multiply(variants: Choosing[], { name, choices }: Option): Choosing[] {
  return variants.flatMap((variant) =>
    choices.map(({ value, price, weightGrams }) => ({
      sku: `${variant.sku}-${codeOf(value)}`,
      options: { ...variant.options, [name]: value },
      price: variant.price + price,
      weightGrams: variant.weightGrams + weightGrams,
    })),
  )
}

/** The SKU itself is the seed, so that adding a product changes no other product's stock. */
function stockOf(sku: string): number {
  const digest = createHash('sha256').update(sku).digest()
  const percentile = digest.readUInt32BE(0) % 100
  const within = (low: number, high: number) => low + (digest.readUInt32BE(4) % (high - low + 1))
  if (percentile < 3) return 0
  if (percentile < 11) return within(1, 5)
  if (percentile < 97) return within(20, 400)
  return within(1_000, 4_000)
}

function match(form: RegExp, text: string): RegExpExecArray {
  const found = form.exec(text)
  if (!found) throw new Error(`Does not read as ${form.source}: ${text}`)
  return found
}

/** 'Bottle Green' → 'BOTTLE-GREEN', and a unit stays with its number: '250 g' → '250G'. */
const codeOf = (value: string) => words(value.replace(/(?<=\d) (?=[a-z]+$)/, '')).toUpperCase()
const cents = (price: string) => Number(price.replace('.', ''))
const camelCase = (name: string) => name.replace(/[ -]([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase())
const words = (text: string) => (text.replaceAll("'", '').match(/[a-zA-Z0-9]+/g) ?? []).join('-')
