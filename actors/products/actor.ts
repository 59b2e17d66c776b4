import { inventoryUpdated } from '#subjects/inventory.ts'
import * as subject from '#subjects/products.ts'
import { actor, onAll } from '../actor.ts'
import { archiveProduct } from './archive-product.ts'
import { createProduct } from './create-product.ts'
import { laws } from './laws.ts'
import { listCategories } from './list-categories.ts'
import { listProducts } from './list-products.ts'
import { noteStock } from './note-stock.ts'
import { quoteLines } from './quote-lines.ts'
import { readProduct } from './read-product.ts'
import { readProducts } from './read-products.ts'
import { updateProduct } from './update-product.ts'

/** The catalogue: what there is, what it costs, and whether it can be had. */
export const products = actor({
  name: 'products',
  contracts: subject,
  handlers: {
    listProducts,
    readProduct,
    readProducts,
    listCategories,
    createProduct,
    updateProduct,
    archiveProduct,
    quoteLines,
  },
  reactions: [onAll(inventoryUpdated, noteStock)],
  laws,
})
