/** One database for each actor, reached by that actor alone. */
export const databases = ['users', 'products', 'orders', 'payments', 'inventory', 'notifications'] as const

export type DatabaseName = (typeof databases)[number]

/** The variable that holds a database's URL: `ORDERS_DATABASE_URL`. */
export const urlVariable = (name: DatabaseName) => `${name.toUpperCase()}_DATABASE_URL` as const

/** The same server and login, another database. */
export function onDatabase(url: string, database: string): string {
  const target = new URL(url)
  target.pathname = `/${database}`
  return target.href
}
