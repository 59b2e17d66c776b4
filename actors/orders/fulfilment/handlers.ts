import { listDocuments, readCreditNote, readInvoice } from '../documents/read-documents.ts'
import { approveReturn, refuseReturn } from './answer-return.ts'
import { deliverShipment } from './deliver-shipment.ts'
import { listReturns, listReturnsOfOrder, readReturn } from './list-returns.ts'
import { receiveReturn } from './receive-return.ts'
import { requestReturn } from './request-return.ts'
import { shipOrder } from './ship-order.ts'
import { listShipments } from './shipment.ts'

/** What happens to an order after it was sold. */
export const fulfilmentHandlers = {
  shipOrder,
  deliverShipment,
  listShipments,
  requestReturn,
  approveReturn,
  refuseReturn,
  receiveReturn,
  readReturn,
  listReturns,
  listReturnsOfOrder,
  readInvoice,
  readCreditNote,
  listDocuments,
}
