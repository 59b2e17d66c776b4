import { adjustStock } from './adjust-stock.ts'
import { forecastStock } from './forecast-stock.ts'
import { importStock, listRefusedRows, readOperation } from './import-stock.ts'
import { listMovements } from './list-movements.ts'
import { listReservations } from './list-reservations.ts'
import { listLowStocks, listStocks } from './list-stocks.ts'
import { createLocation, deleteLocation, listLocations, readLocation, updateLocation } from './locations.ts'
import { readStock } from './read-stock.ts'
import { receiveStock } from './receive-stock.ts'
import { readStockRules, updateStockRules } from './stock-rules.ts'
import { abandonStocktake, countStocktake, openStocktake, readStocktake } from './stocktakes.ts'
import { transferStock } from './transfer-stock.ts'
import { updateStock } from './update-stock.ts'

/** What staff do about the shelves, and see of them. */
export const staffHandlers = {
  readStock,
  listStocks,
  listLowStocks,
  updateStock,
  adjustStock,
  receiveStock,
  transferStock,
  openStocktake,
  countStocktake,
  abandonStocktake,
  readStocktake,
  importStock,
  readOperation,
  listRefusedRows,
  listMovements,
  listReservations,
  forecastStock,
  createLocation,
  listLocations,
  readLocation,
  updateLocation,
  deleteLocation,
  readStockRules,
  updateStockRules,
}
