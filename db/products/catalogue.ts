import { bags } from './catalogue/bags.ts'
import { booksAndStationery } from './catalogue/books-and-stationery.ts'
import { camp } from './catalogue/camp.ts'
import { clothing } from './catalogue/clothing.ts'
import { coffeeAndTea } from './catalogue/coffee-and-tea.ts'
import { games } from './catalogue/games.ts'
import { garden } from './catalogue/garden.ts'
import { kitchen } from './catalogue/kitchen.ts'
import { lighting } from './catalogue/lighting.ts'
import { sailing } from './catalogue/sailing.ts'
import { type Department, readShelf, type SeedProduct, slugOf } from './catalogue/shelf.ts'
import { workshop } from './catalogue/workshop.ts'

export type { SeedProduct, SeedVariant } from './catalogue/shelf.ts'

/** A node of the two-level tree; a department has no parent. */
export type SeedCategory = { slug: string; name: string; parent: string | null }

/** The whole demo shop: parents stand before their children, and every call gives the same answer. */
export function catalogue(): { categories: SeedCategory[]; products: SeedProduct[] } {
  return { categories: departments.flatMap(categoriesOf), products: departments.flatMap(productsOf) }
}

const departments: Department[] = [
  sailing,
  camp,
  clothing,
  bags,
  kitchen,
  coffeeAndTea,
  booksAndStationery,
  workshop,
  lighting,
  garden,
  games,
]

function categoriesOf({ name, shelves }: Department): SeedCategory[] {
  const parent = slugOf(name)
  const leaves = Object.keys(shelves).map((shelf) => ({ slug: slugOf(shelf), name: shelf, parent }))
  return [{ slug: parent, name, parent: null }, ...leaves]
}

function productsOf({ shelves }: Department): SeedProduct[] {
  return Object.entries(shelves).flatMap(([shelf, text]) => readShelf(slugOf(shelf), text))
}
