import type { Template } from '../letter.ts'

type Parcel = readonly { readonly label: string; readonly quantity: number }[]

type Data = {
  readonly number: string
  readonly parcel: Parcel
  readonly carrier: string
  readonly trackingNumber?: string
  readonly trackingUrl?: string
  /** Whether anything of the order is still to come. */
  readonly isLast: boolean
}

/** Tells that a parcel has left, and how to follow it. */
export const orderShippedMail: Template<Data> = {
  name: 'order-shipped',
  subject: ({ number, isLast }) =>
    isLast ? `Your order ${number} is on its way` : `A part of your order ${number} is on its way`,
  write: ({ number, parcel, carrier, trackingNumber, trackingUrl, isLast }) => ({
    heading: 'It is on its way',
    parts: [
      `We have handed a parcel of your order ${number} to ${carrier}. In it:`,
      parcel.map(({ label, quantity }) => `${quantity} × ${label}`).join('\n'),
      ...(trackingNumber === undefined ? [] : [`Its tracking number is ${trackingNumber}.`]),
      ...(trackingUrl === undefined ? [] : [`You can see how far it has come at ${trackingUrl}`]),
      isLast ? 'Nothing else of this order is to come.' : 'The rest follows; we write to you when it leaves.',
    ],
  }),
}
