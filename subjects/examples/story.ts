/** Whom and what the examples are about. Goods and prices are the demo catalogue's. */
export const ada = {
  id: 'usr_01m84rbg7rf689g5c01td9k89v',
  email: 'ada.lovelace@example.com',
  name: 'Ada Lovelace',
  password: 'a loom that weaves algebra',
  address: {
    name: 'Ada Lovelace',
    line1: '12 St James Square',
    city: 'London',
    postalCode: 'SW1Y 4JH',
    country: 'GB',
  },
}

export const guestId = 'gst_01m84rbg7sf689g5d7v6m0f2xk'

export const mug = {
  productId: 'prd_01m84rbg7sf689g5cajvt1ceq7',
  slug: 'enamel-mug',
  sku: 'MUG-ENAMEL-NAVY',
  price: { amount: 1_490, currency: 'EUR' },
}

export const cream = { sku: 'MUG-ENAMEL-CREAM' }

export const lantern = { productId: 'prd_01m84rbg7sf689g5cpjrqy2hsy', slug: 'storm-lantern', sku: 'LANTERN-STORM' }

/** What is sold out. */
export const sextant = { sku: 'SEXTANT-BRASS' }

export const couponCode = 'AUTUMN-10'

/** Where everything lies that lies nowhere else: the same in every shop. */
export const mainLocationId = 'loc_00000000000000000000000000'
export const londonId = 'loc_01m84rbg7zf689g5e3q6w0y1zb'
export const stocktakeId = 'stk_01m84rbg7zf689g5e4r8x2a3cd'
export const operationId = 'opr_01m84rbg7zf689g5e5s9z4b5de'

export const cartId = 'crt_01m84rbg7sf689g5cwgnjfstfg'
export const orderId = 'ord_01m84rbg7sf689g5d4061wm4sc'
export const orderNumber = 'TW-100001'
export const cancellationId = 'cnl_01m84rbg7sf689g5d3b1v2q8zt'
export const shipmentId = 'shp_01m84rbg7sf689g5d5c8y0v2rk'
export const exchangeId = 'ord_01m84rbg7sf689g5d7a2h8p3yc'
export const returnId = 'ret_01m84rbg7sf689g5d6e4k1x9wn'
export const paymentId = 'pay_01m84rbg7sf689g5da0s7yqd22'
export const refundId = 'rfd_01m84rbg7sf689g5db3t6n9w4v'
export const paymentMethodId = 'pmt_01m84rbg7sf689g5dc1q5k8s9z'

/** What Ada orders, and what it comes to. */
export const twoMugs = {
  sku: mug.sku,
  productId: mug.productId,
  name: 'Enamel Mug',
  title: 'Navy',
  quantity: 2,
  unitPrice: mug.price,
}
export const total = { amount: 2_980, currency: 'EUR' }
export const nothing = { amount: 0, currency: 'EUR' }
export const sold = { ...twoMugs, discount: nothing, taxRatePpm: 190_000, tax: { amount: 476, currency: 'EUR' }, total }
export const sums = { subtotal: total, discount: nothing, shipping: nothing, tax: sold.tax, taxIncluded: true, total }

/** The moments of the story. */
export const opened = '2026-11-02T08:30:00.000Z'
export const ordered = '2026-11-02T09:15:00.000Z'
export const confirmed = '2026-11-02T09:15:01.250Z'
