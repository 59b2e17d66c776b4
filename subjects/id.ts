import { typeidUnboxed } from 'typeid-js'

/** A new TypeID whose prefix says what it names: `ord_01h…`. Ids sort by the time they were made. */
export const newId = (prefix: string): string => typeidUnboxed(prefix)
