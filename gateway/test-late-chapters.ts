/** A part of the story that needs others before it, or an operation more than once. */
export type Chapter = {
  /** From here on the payment provider fails at this path. */
  readonly fault?: string
  /** Words of the examples that are said otherwise in what has to have happened. */
  readonly instead?: Readonly<Record<string, string>>
  /** What has to have happened first: operations that are proven elsewhere. */
  readonly given: readonly string[]
  /** What is proven here, in this order. */
  readonly told: readonly string[]
}

/** What comes later than the first order of a shop. Ada has an account from the first chapter on. */
export const lateChapters: readonly Chapter[] = [
  {
    given: ['registerUser', 'logIn', 'putCartLine'],
    told: [
      'readCart',
      'readStore',
      'updateStore',
      'createTaxRate',
      'listTaxRates',
      'readTaxRate',
      'updateTaxRate',
      'deleteTaxRate',
      'createShippingMethod',
      'listShippingMethods',
      'readShippingMethod',
      'updateShippingMethod',
      'deleteShippingMethod',
    ],
  },
  {
    given: [],
    told: [
      'createPromotion',
      'listPromotions',
      'readPromotion',
      'createCoupon',
      'listCoupons',
      'readCoupon',
      'putCartCoupon',
      'removeCartCoupon',
      'updateCoupon',
      'updatePromotion',
    ],
  },
  {
    given: ['placeOrder'],
    told: [
      'shipOrder',
      'readInvoice',
      'deliverShipment',
      'listShipments',
      'requestReturn',
      'readReturn',
      'listReturns',
      'listReturnsOfOrder',
      'approveReturn',
      'receiveReturn',
      'listDocuments',
      'readCreditNote',
    ],
  },
  { given: ['listPayments'], told: ['reimbursePayment'] },
  { given: ['createLocation'], told: ['updateLocation', 'deleteLocation'] },
  { given: ['openStocktake'], told: ['abandonStocktake'] },
  {
    given: [],
    told: [
      'setUpPaymentMethod',
      'listPaymentMethods',
      'readPaymentMethod',
      'makePaymentMethodDefault',
      'detachPaymentMethod',
    ],
  },
  { given: ['requestReturn'], told: ['refuseReturn'] },
  { given: ['putCartLine', 'placeOrder'], told: ['cancelOrder', 'readCancellation'] },
  {
    instead: { pm_card_visa: 'pm_card_chargeDeclined' },
    given: ['putCartLine', 'placeOrder'],
    told: ['payOrder'],
  },
  {
    fault: '/v1/payment_intents',
    given: ['putCartLine', 'placeOrder'],
    told: ['listReservations', 'explainOrder', 'resolveOrder'],
  },
]
