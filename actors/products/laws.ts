import { type Law, law } from '../law.ts'

/** The laws of the catalogue, each as the query for whatever breaks it. It is small enough to be looked through. */
export const laws: readonly Law[] = [
  law(
    'E10',
    'a product is in stock if one of its variants is, and costs what the cheapest one does',
    `select id, price_from, lowest, in_stock, can_be_had from products, lateral (
       select min(price) as lowest, coalesce(bool_or(available > 0), false) as can_be_had
       from variants where product_id = id and archived_at is null) as offered
     where status = 'active' and lowest is not null and (price_from <> lowest or in_stock <> can_be_had)`,
  ),
]
