/** Generated from openapi.json by `npm run generate`. */
export interface paths {
    "/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Creates a customer account and sends a welcome mail
         * @description For everybody. Asks `req.users.register`.
         */
        post: operations["registerUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges e-mail address and password for an access token and a refresh token
         * @description For everybody. Asks `req.users.log-in`.
         */
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchanges a refresh token for fresh tokens; using a spent one ends the whole login
         * @description For everybody. Asks `req.users.refresh`.
         */
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the login the caller speaks from: its tokens stop working at once
         * @description For everybody who is logged in. Asks `req.users.log-out`.
         */
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The public keys that access tokens are signed with (RFC 7517)
         * @description For everybody. Asks `req.users.keys`.
         */
        get: operations["readKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the caller's own account
         * @description For everybody who is logged in. Asks `req.users.read-me`.
         */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All API keys, those that were revoked too, newest first, a page at a time
         * @description For administrators. Asks `req.users.list-api-keys`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Makes an API key for a program of ours or a partner: it acts as staff, within its scopes
         * @description For administrators. Asks `req.users.create-api-key`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api-keys/{apiKeyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads an API key, without its secret
         * @description For administrators. Asks `req.users.read-api-key`.
         */
        get: operations["readApiKey"];
        put?: never;
        post?: never;
        /**
         * Ends an API key: it stops working at once
         * @description For administrators. Asks `req.users.revoke-api-key`.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists active products by category, words and price, a page at a time
         * @description For everybody. Asks `req.products.list`.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Adds a product to the catalogue
         * @description For staff. Asks `req.products.create`.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/products/{productId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one product with its variants, by id or slug
         * @description For everybody. Asks `req.products.read`.
         */
        get: operations["readProduct"];
        put?: never;
        post?: never;
        /**
         * Takes a product off the shop; orders that have it are untouched
         * @description For staff. Asks `req.products.archive`.
         */
        delete: operations["archiveProduct"];
        options?: never;
        head?: never;
        /**
         * Changes what is given of a product (RFC 7396); variants, if given, replace the ones it has
         * @description For staff. Asks `req.products.update`.
         */
        patch: operations["updateProduct"];
        trace?: never;
    };
    "/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The category tree, parents before children
         * @description For everybody. Asks `req.products.list-categories`.
         */
        get: operations["listCategories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the caller's cart at today's prices
         * @description For everybody who is logged in, and guests. Asks `req.orders.read-cart`.
         */
        get: operations["readCart"];
        put?: never;
        post?: never;
        /**
         * Empties the cart
         * @description For everybody who is logged in, and guests. Asks `req.orders.clear-cart`.
         */
        delete: operations["clearCart"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the caller's cart would cost if it were ordered now, and the ways to send it
         * @description For everybody who is logged in, and guests. Asks `req.orders.quote-cart`.
         */
        post: operations["quoteCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/lines/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Sets how many of a SKU are in the cart. The number is absolute, so saying it twice is harmless
         * @description For everybody who is logged in, and guests. Asks `req.orders.put-cart-line`.
         */
        put: operations["putCartLine"];
        post?: never;
        /**
         * Takes a SKU out of the cart
         * @description For everybody who is logged in, and guests. Asks `req.orders.remove-cart-line`.
         */
        delete: operations["removeCartLine"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cart/coupon": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Uses a coupon for the cart, in place of the one it has
         * @description For everybody who is logged in, and guests. Asks `req.orders.put-cart-coupon`.
         */
        put: operations["putCartCoupon"];
        post?: never;
        /**
         * Takes the coupon off the cart
         * @description For everybody who is logged in, and guests. Asks `req.orders.remove-cart-coupon`.
         */
        delete: operations["removeCartCoupon"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's orders, newest first, a page at a time
         * @description For everybody who is logged in, and guests. Asks `req.orders.list`.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Orders the caller's cart: prices it, holds the stock, reserves the money, confirms. Still `pending` when that takes longer than the caller waits
         * @description For everybody who is logged in, and guests. Asks `req.orders.place`.
         */
        post: operations["placeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds orders by what staff know of them, newest first, a page at a time
         * @description For staff. Asks `req.orders.search`.
         */
        get: operations["searchOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one of the caller's orders; staff read any
         * @description For everybody who is logged in, and guests. Asks `req.orders.read`.
         */
        get: operations["readOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everything that happened to an order, oldest first
         * @description For everybody who is logged in, and guests. Asks `req.orders.timeline`.
         */
        get: operations["readTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why an order is not done: where it stands, what it waits for, who should serve that, and what can be done
         * @description For staff. Asks `req.orders.why`.
         */
        get: operations["explainOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has an order tried again, a step past the point of no return taken for done, or everything before it undone
         * @description For staff. Asks `req.orders.resolve`.
         */
        post: operations["resolveOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes something in the history of an order, for colleagues or, if it is public, for its customer too
         * @description For staff. Asks `req.orders.add-note`.
         */
        post: operations["addNote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/payment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pays for an order whose card was declined with another one, while it waits for that (`ifDeclined: "wait"`). Declined once more, it waits on, five cards at most
         * @description For everybody who is logged in, and guests. Asks `req.orders.pay`.
         */
        post: operations["payOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to an order, from a place in its history on. It ends with an order that is over, and settled
         * @description For everybody who is logged in, and guests. Asks `req.orders.follow`.
         */
        get: operations["followOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the cancellation of an order has come
         * @description For everybody who is logged in, and guests. Asks `req.orders.read-cancellation`.
         */
        get: operations["readCancellation"];
        put?: never;
        /**
         * Calls an order off of which nothing has been sent yet: its stock and its money go back
         * @description For everybody who is logged in, and guests. Asks `req.orders.cancel`.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The parcels of an order, oldest first
         * @description For everybody who is logged in, and guests. Asks `req.orders.list-shipments`.
         */
        get: operations["listShipments"];
        put?: never;
        /**
         * Sends pieces of an order in one parcel. An order may leave in several
         * @description For staff. Asks `req.orders.ship`.
         */
        post: operations["shipOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shipments/{shipmentId}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes that a parcel has arrived. Saying it again is harmless
         * @description For staff. Asks `req.orders.deliver`.
         */
        post: operations["deliverShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The returns of one order, oldest first
         * @description For everybody who is logged in, and guests. Asks `req.orders.list-returns-of-order`.
         */
        get: operations["listReturnsOfOrder"];
        put?: never;
        /**
         * Asks to send pieces of an order back, and perhaps for others in exchange. What is being returned already can not be returned again
         * @description For everybody who is logged in, and guests. Asks `req.orders.request-return`.
         */
        post: operations["requestReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All returns, newest first, a page at a time
         * @description For staff. Asks `req.orders.list-returns`.
         */
        get: operations["listReturns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/returns/{returnId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one of the caller's returns; staff read any
         * @description For everybody who is logged in, and guests. Asks `req.orders.read-return`.
         */
        get: operations["readReturn"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/returns/{returnId}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets the customer send the pieces back. Saying it again is harmless
         * @description For staff. Asks `req.orders.approve-return`.
         */
        post: operations["approveReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/returns/{returnId}/refusal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuses a return, and says why. Saying it again is harmless
         * @description For staff. Asks `req.orders.refuse-return`.
         */
        post: operations["refuseReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/returns/{returnId}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes which pieces of an approved return came back. Those that can be sold again are put on the shelf, and what all of them cost is given back
         * @description For staff. Asks `req.orders.receive-return`.
         */
        post: operations["receiveReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The invoice and the credit notes of an order, as far as they are issued
         * @description For everybody who is logged in, and guests. Asks `req.orders.list-documents`.
         */
        get: operations["listDocuments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The invoice of an order, as a letter in PDF. It is issued with the first parcel, or as soon as it is asked for after the money is taken, and stays the same
         * @description For everybody who is logged in, and guests. Asks `req.orders.read-invoice`.
         */
        get: operations["readInvoice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/credit-notes/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A credit note, by its number, as a letter in PDF: issued for what was invoiced and paid back
         * @description For everybody who is logged in, and guests. Asks `req.orders.read-credit-note`.
         */
        get: operations["readCreditNote"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/orders/{orderId}/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The payments of one order
         * @description For everybody who is logged in, and guests. Asks `req.payments.list`.
         */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/{paymentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one of the caller's payments with what was given back of it; staff read any
         * @description For everybody who is logged in, and guests. Asks `req.payments.read`.
         */
        get: operations["readPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payments/{paymentId}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back a part of a payment because staff decide so, whatever becomes of the goods. `GET /payments/{paymentId}` shows when it has left
         * @description For staff. Asks `req.payments.reimburse`.
         */
        post: operations["reimbursePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The cards that are kept for the caller, the newest first
         * @description For everybody who is logged in. Asks `req.payments.list-methods`.
         */
        get: operations["listPaymentMethods"];
        put?: never;
        /**
         * Begins to keep a card for the caller: one that the client has a token of, or one that it will ask for itself
         * @description For everybody who is logged in. Asks `req.payments.set-up-method`.
         */
        post: operations["setUpPaymentMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-methods/{paymentMethodId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads a card that is kept for the caller
         * @description For everybody who is logged in. Asks `req.payments.read-method`.
         */
        get: operations["readPaymentMethod"];
        put?: never;
        post?: never;
        /**
         * Lets a card go: nothing is paid with it from now on. Saying it again is harmless
         * @description For everybody who is logged in. Asks `req.payments.detach-method`.
         */
        delete: operations["detachPaymentMethod"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/payment-methods/{paymentMethodId}/default": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes a card the one that the caller's orders are paid with when they name none
         * @description For everybody who is logged in. Asks `req.payments.make-method-default`.
         */
        put: operations["makePaymentMethodDefault"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/transactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The books of what was taken, given back, kept by the provider and paid out, the newest entry first
         * @description For staff. Asks `req.payments.list-transactions`.
         */
        get: operations["listTransactions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/store": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the store reckons, and who it is
         * @description For staff. Asks `req.orders.read-store`.
         */
        get: operations["readStore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what is given of how the store reckons, and who it is; orders that were placed, and documents that were issued, stay as they are
         * @description For staff. Asks `req.orders.update-store`.
         */
        patch: operations["updateStore"];
        trace?: never;
    };
    "/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The promotions there are, the oldest first, a page at a time
         * @description For staff. Asks `req.orders.list-promotions`.
         */
        get: operations["listPromotions"];
        put?: never;
        /**
         * Makes something cheaper for those who meet its conditions
         * @description For staff. Asks `req.orders.create-promotion`.
         */
        post: operations["createPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/promotions/{promotionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one promotion
         * @description For staff. Asks `req.orders.read-promotion`.
         */
        get: operations["readPromotion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what is given of a promotion; orders that have it keep it
         * @description For staff. Asks `req.orders.update-promotion`.
         */
        patch: operations["updatePromotion"];
        trace?: never;
    };
    "/coupons": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The coupons there are, by their codes, a page at a time
         * @description For staff. Asks `req.orders.list-coupons`.
         */
        get: operations["listCoupons"];
        put?: never;
        /**
         * Gives out a code for a promotion
         * @description For staff. Asks `req.orders.create-coupon`.
         */
        post: operations["createCoupon"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/coupons/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one coupon, and how often it was used
         * @description For staff. Asks `req.orders.read-coupon`.
         */
        get: operations["readCoupon"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what is given of a coupon; orders that used it keep what it gave
         * @description For staff. Asks `req.orders.update-coupon`.
         */
        patch: operations["updateCoupon"];
        trace?: never;
    };
    "/shipping-methods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ways to send goods, the oldest first, a page at a time
         * @description For staff. Asks `req.orders.list-shipping-methods`.
         */
        get: operations["listShippingMethods"];
        put?: never;
        /**
         * Offers a way to send goods
         * @description For staff. Asks `req.orders.create-shipping-method`.
         */
        post: operations["createShippingMethod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/shipping-methods/{shippingMethodId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one way to send goods
         * @description For staff. Asks `req.orders.read-shipping-method`.
         */
        get: operations["readShippingMethod"];
        put?: never;
        post?: never;
        /**
         * Takes a way to send goods away; orders that were sent with it say so still
         * @description For staff. Asks `req.orders.delete-shipping-method`.
         */
        delete: operations["deleteShippingMethod"];
        options?: never;
        head?: never;
        /**
         * Changes what is given of a way to send goods
         * @description For staff. Asks `req.orders.update-shipping-method`.
         */
        patch: operations["updateShippingMethod"];
        trace?: never;
    };
    "/tax-rates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tax rates there are, the oldest first, a page at a time
         * @description For staff. Asks `req.orders.list-tax-rates`.
         */
        get: operations["listTaxRates"];
        put?: never;
        /**
         * Taxes a class of goods somewhere
         * @description For staff. Asks `req.orders.create-tax-rate`.
         */
        post: operations["createTaxRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tax-rates/{taxRateId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one tax rate
         * @description For staff. Asks `req.orders.read-tax-rate`.
         */
        get: operations["readTaxRate"];
        put?: never;
        post?: never;
        /**
         * Taxes a class of goods somewhere no more
         * @description For staff. Asks `req.orders.delete-tax-rate`.
         */
        delete: operations["deleteTaxRate"];
        options?: never;
        head?: never;
        /**
         * Changes what is given of a tax rate; orders that were placed stay as they are
         * @description For staff. Asks `req.orders.update-tax-rate`.
         */
        patch: operations["updateTaxRate"];
        trace?: never;
    };
    "/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where goods lie, the oldest first, a page at a time
         * @description For staff. Asks `req.inventory.list-locations`.
         */
        get: operations["listLocations"];
        put?: never;
        /**
         * Adds a place where goods lie
         * @description For staff. Asks `req.inventory.create-location`.
         */
        post: operations["createLocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/{locationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one place where goods lie
         * @description For staff. Asks `req.inventory.read-location`.
         */
        get: operations["readLocation"];
        put?: never;
        post?: never;
        /**
         * Takes a place away at which nothing ever lay
         * @description For staff. Asks `req.inventory.delete-location`.
         */
        delete: operations["deleteLocation"];
        options?: never;
        head?: never;
        /**
         * Changes what is given of a place where goods lie; what is promised from there stays promised
         * @description For staff. Asks `req.inventory.update-location`.
         */
        patch: operations["updateLocation"];
        trace?: never;
    };
    "/inventory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What there is, by SKU, a page at a time
         * @description For staff. Asks `req.inventory.list`.
         */
        get: operations["listStocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the store handles its stock
         * @description For staff. Asks `req.inventory.read-rules`.
         */
        get: operations["readStockRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes what is given of how the store handles its stock
         * @description For staff. Asks `req.inventory.update-rules`.
         */
        patch: operations["updateStockRules"];
        trace?: never;
    };
    "/inventory/low-stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What runs low, by SKU, a page at a time
         * @description For staff. Asks `req.inventory.list-low`.
         */
        get: operations["listLowStocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads the stock of one SKU
         * @description For staff. Asks `req.inventory.read`.
         */
        get: operations["readStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes at how few of a SKU staff are told, and whether it is sold beyond what is there
         * @description For staff. Asks `req.inventory.update`.
         */
        patch: operations["updateStock"];
        trace?: never;
    };
    "/inventory/{sku}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adds to or takes from the stock of one SKU, with a reason that stays on record
         * @description For staff. Asks `req.inventory.adjust`.
         */
        post: operations["adjustStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts on the shelf what was delivered
         * @description For staff. Asks `req.inventory.receive`.
         */
        post: operations["receiveStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/transfers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Moves what nobody is promised from one location to another
         * @description For staff. Asks `req.inventory.transfer`.
         */
        post: operations["transferStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/stocktakes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins to count a SKU at a location; what is sold until the count is told is no difference
         * @description For staff. Asks `req.inventory.open-stocktake`.
         */
        post: operations["openStocktake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stocktakes/{stocktakeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Reads one stocktake
         * @description For staff. Asks `req.inventory.read-stocktake`.
         */
        get: operations["readStocktake"];
        put?: never;
        post?: never;
        /**
         * Ends a stocktake without a count
         * @description For staff. Asks `req.inventory.abandon-stocktake`.
         */
        delete: operations["abandonStocktake"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/stocktakes/{stocktakeId}/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells how many there were when the counting began, and sets the books right by the difference
         * @description For staff. Asks `req.inventory.count-stocktake`.
         */
        post: operations["countStocktake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/movements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What moved of one SKU, newest first, with what was on hand afterwards, a page at a time
         * @description For staff. Asks `req.inventory.list-movements`.
         */
        get: operations["listMovements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/reservations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which orders one SKU is promised to and has not left for yet, a page at a time
         * @description For staff. Asks `req.inventory.list-reservations`.
         */
        get: operations["listReservations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/forecast": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How long what can be sold of a SKU will last, as it has sold lately: in four weeks, or its last thousand movements
         * @description For staff. Asks `req.inventory.forecast`.
         */
        get: operations["forecastStock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/inventory/{sku}/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Has the caller written to when a sold-out SKU can be had again, once
         * @description For everybody who is logged in. Asks `req.inventory.subscribe`.
         */
        put: operations["subscribeToStock"];
        post?: never;
        /**
         * Has the caller not written to when a SKU can be had again
         * @description For everybody who is logged in. Asks `req.inventory.unsubscribe`.
         */
        delete: operations["unsubscribeFromStock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Counts many SKUs at once: each row says what is on hand of one. They are applied after the answer, each by itself
         * @description For staff. Asks `req.inventory.import`.
         */
        post: operations["importStock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an import is
         * @description For staff. Asks `req.inventory.read-operation`.
         */
        get: operations["readOperation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/operations/{operationId}/refused-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The rows of an import that were refused, and why, a page at a time
         * @description For staff. Asks `req.inventory.list-refused-rows`.
         */
        get: operations["listRefusedRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/users/me/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller wants to be written about
         * @description For everybody who is logged in. Asks `req.notifications.read-preferences`.
         */
        get: operations["readPreferences"];
        /**
         * Says what the caller wants to be written about
         * @description For everybody who is logged in. Asks `req.notifications.put-preferences`.
         */
        put: operations["putPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends what its reader gets besides what concerns their orders, by the link in a mail (RFC 8058). Nobody learns whether the token was anybody's
         * @description For everybody. Asks `req.notifications.unsubscribe`.
         */
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent to the caller, newest first, a page at a time
         * @description For everybody who is logged in. Asks `req.notifications.list`.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/notifications/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is sent to the caller, and what could not be, from a place in that history on; without one, from the last 20
         * @description For everybody who is logged in. Asks `req.notifications.follow`.
         */
        get: operations["followNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/stripe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stores what the provider reports, to be worked through from the table
         * @description For everybody. Asks `req.payments.receive-webhook`.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        User: {
            /** @description TypeID with prefix usr_ */
            id: string;
            /** Format: email */
            email: string;
            name: string;
            /** @enum {unknown} */
            role: "customer" | "staff" | "admin";
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
        };
        /** @description A failure (RFC 9457). Members beside these depend on the problem */
        Problem: {
            /**
             * Format: uri-reference
             * @description Leads to a page about this kind of problem
             */
            type: string;
            title: string;
            status: number;
            /** @description Stable, to branch on */
            code: string;
            /** @description Whether the same request may succeed later */
            retryable: boolean;
            detail?: string;
            /** @description Names this very failure, for the people who run the system */
            instance?: string;
            traceId?: string;
            errors?: {
                /** @description JSON Pointer (RFC 6901) to the offending member */
                pointer: string;
                /** @description The rule it breaks */
                code: string;
                detail: string;
            }[];
        };
        /** There is an account with this e-mail address */
        EmailTakenProblem: {
            type?: string;
            /** @constant */
            title?: "There is an account with this e-mail address";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "email-taken";
        } & components["schemas"]["Problem"];
        /** This password is too easy to guess */
        PasswordTooWeakProblem: {
            type?: string;
            /** @constant */
            title?: "This password is too easy to guess";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "password-too-weak";
        } & components["schemas"]["Problem"];
        /** The request does not match its contract */
        InvalidRequestProblem: {
            type?: string;
            /** @constant */
            title?: "The request does not match its contract";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "invalid-request";
        } & components["schemas"]["Problem"];
        /** This version of the API is not spoken here */
        ApiVersionUnknownProblem: {
            type?: string;
            /** @constant */
            title?: "This version of the API is not spoken here";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "api-version-unknown";
        } & components["schemas"]["Problem"];
        /** The body is not JSON that is accepted here */
        InvalidJsonProblem: {
            type?: string;
            /** @constant */
            title?: "The body is not JSON that is accepted here";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "invalid-json";
        } & components["schemas"]["Problem"];
        /** The body is larger than is accepted here */
        PayloadTooLargeProblem: {
            type?: string;
            /** @constant */
            title?: "The body is larger than is accepted here";
            /** @constant */
            status?: 413;
            /** @constant */
            code?: "payload-too-large";
        } & components["schemas"]["Problem"];
        /** Something went wrong on our side */
        InternalProblem: {
            type?: string;
            /** @constant */
            title?: "Something went wrong on our side";
            /** @constant */
            status?: 500;
            /** @constant */
            code?: "internal";
        } & components["schemas"]["Problem"];
        /** Nobody can answer this right now */
        UnavailableProblem: {
            type?: string;
            /** @constant */
            title?: "Nobody can answer this right now";
            /** @constant */
            status?: 503;
            /** @constant */
            code?: "unavailable";
        } & components["schemas"]["Problem"];
        /** There is more work than can be done right now */
        OverloadedProblem: {
            type?: string;
            /** @constant */
            title?: "There is more work than can be done right now";
            /** @constant */
            status?: 503;
            /** @constant */
            code?: "overloaded";
            /** @description Seconds to wait, as in the header */
            retryAfter?: number;
        } & components["schemas"]["Problem"];
        /** No answer came in time; the request may still take effect */
        TimedOutProblem: {
            type?: string;
            /** @constant */
            title?: "No answer came in time; the request may still take effect";
            /** @constant */
            status?: 504;
            /** @constant */
            code?: "timed-out";
        } & components["schemas"]["Problem"];
        /** This API key is unknown, expired or revoked */
        ApiKeyInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "This API key is unknown, expired or revoked";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "api-key-invalid";
        } & components["schemas"]["Problem"];
        /** Too many requests */
        QuotaExceededProblem: {
            type?: string;
            /** @constant */
            title?: "Too many requests";
            /** @constant */
            status?: 429;
            /** @constant */
            code?: "quota-exceeded";
            /** @description As RateLimit-Policy names them */
            "violated-policies"?: string[];
            /** @description Seconds to wait, as in the header */
            retryAfter?: number;
        } & components["schemas"]["Problem"];
        /** This is no ordinary use */
        AbnormalUsageDetectedProblem: {
            type?: string;
            /** @constant */
            title?: "This is no ordinary use";
            /** @constant */
            status?: 429;
            /** @constant */
            code?: "abnormal-usage-detected";
            /** @description As RateLimit-Policy names them */
            "violated-policies"?: string[];
            /** @description Seconds to wait, as in the header */
            retryAfter?: number;
        } & components["schemas"]["Problem"];
        /** The body is of a kind not accepted here */
        UnsupportedMediaTypeProblem: {
            type?: string;
            /** @constant */
            title?: "The body is of a kind not accepted here";
            /** @constant */
            status?: 415;
            /** @constant */
            code?: "unsupported-media-type";
        } & components["schemas"]["Problem"];
        /** This is no longer what the request was meant for */
        PreconditionFailedProblem: {
            type?: string;
            /** @constant */
            title?: "This is no longer what the request was meant for";
            /** @constant */
            status?: 412;
            /** @constant */
            code?: "precondition-failed";
        } & components["schemas"]["Problem"];
        Session: {
            /** @description EdDSA JWT (RFC 8037), valid for `expiresIn` seconds */
            accessToken: string;
            /** @constant */
            tokenType: "Bearer";
            /** @description Seconds */
            expiresIn: number;
            /** @description Opaque; using it gives the next one. Once more within ten seconds gives the same one again */
            refreshToken: string;
            user: components["schemas"]["User"];
        };
        /** E-mail address or password is wrong */
        WrongCredentialsProblem: {
            type?: string;
            /** @constant */
            title?: "E-mail address or password is wrong";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "wrong-credentials";
        } & components["schemas"]["Problem"];
        /** This refresh token is unknown, spent or expired */
        RefreshTokenInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "This refresh token is unknown, spent or expired";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "refresh-token-invalid";
        } & components["schemas"]["Problem"];
        /** Authentication is required */
        UnauthorizedProblem: {
            type?: string;
            /** @constant */
            title?: "Authentication is required";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "unauthorized";
        } & components["schemas"]["Problem"];
        /** The access token is not valid */
        TokenInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The access token is not valid";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "token-invalid";
        } & components["schemas"]["Problem"];
        /** This is not allowed for you */
        ForbiddenProblem: {
            type?: string;
            /** @constant */
            title?: "This is not allowed for you";
            /** @constant */
            status?: 403;
            /** @constant */
            code?: "forbidden";
        } & components["schemas"]["Problem"];
        JsonWebKeySet: {
            keys: {
                kty: string;
                crv: string;
                x: string;
                kid: string;
                alg: string;
                use: string;
            }[];
        };
        /** The answer has no such member to show */
        FieldsUnknownProblem: {
            type?: string;
            /** @constant */
            title?: "The answer has no such member to show";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "fields-unknown";
        } & components["schemas"]["Problem"];
        /** @enum {unknown} */
        ApiKeyScope: "users:read" | "users:write" | "products:read" | "products:write" | "orders:read" | "orders:write" | "payments:read" | "payments:write" | "inventory:read" | "inventory:write" | "notifications:read" | "notifications:write";
        CreatedApiKey: {
            /** @description TypeID with prefix key_ */
            id: string;
            name: string;
            /** @description How the secret begins, to tell keys apart */
            prefix: string;
            scopes: components["schemas"]["ApiKeyScope"][];
            apiVersion: string | null;
            /** @description The administrator who made it */
            createdBy: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            lastUsedAt: string | null;
            expiresAt: string | null;
            revokedAt: string | null;
            /** @description Shown here and never again. Send it as `Authorization: Bearer tw_…` */
            secret: string;
        };
        /** The end of an API key lies in the future */
        EndPassedProblem: {
            type?: string;
            /** @constant */
            title?: "The end of an API key lies in the future";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "end-passed";
        } & components["schemas"]["Problem"];
        /** This key was used for another request */
        IdempotencyKeyReusedProblem: {
            type?: string;
            /** @constant */
            title?: "This key was used for another request";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "idempotency-key-reused";
        } & components["schemas"]["Problem"];
        /** This operation needs an Idempotency-Key */
        IdempotencyKeyMissingProblem: {
            type?: string;
            /** @constant */
            title?: "This operation needs an Idempotency-Key";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "idempotency-key-missing";
        } & components["schemas"]["Problem"];
        /** The first request with this key is still running */
        RequestInProgressProblem: {
            type?: string;
            /** @constant */
            title?: "The first request with this key is still running";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "request-in-progress";
        } & components["schemas"]["Problem"];
        ApiKey: {
            /** @description TypeID with prefix key_ */
            id: string;
            name: string;
            /** @description How the secret begins, to tell keys apart */
            prefix: string;
            scopes: components["schemas"]["ApiKeyScope"][];
            apiVersion: string | null;
            /** @description The administrator who made it */
            createdBy: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            lastUsedAt: string | null;
            expiresAt: string | null;
            revokedAt: string | null;
        };
        /** The cursor does not belong to this list */
        CursorInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The cursor does not belong to this list";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "cursor-invalid";
        } & components["schemas"]["Problem"];
        /** There is no such thing */
        NotFoundProblem: {
            type?: string;
            /** @constant */
            title?: "There is no such thing";
            /** @constant */
            status?: 404;
            /** @constant */
            code?: "not-found";
        } & components["schemas"]["Problem"];
        ProductSummary: {
            /** @description TypeID with prefix prd_ */
            id: string;
            /** @description A name for addresses: small letters, digits and hyphens */
            slug: string;
            name: string;
            brand: string;
            /** @description A name for addresses: small letters, digits and hyphens */
            category: string;
            priceFrom: components["schemas"]["Money"];
            inStock: boolean;
        };
        Money: {
            /** @description Integer minor units */
            amount: number;
            /** @description ISO 4217 */
            currency: string;
        };
        Variant: {
            /** @description Stock keeping unit */
            sku: string;
            title: string;
            options: {
                [key: string]: string;
            };
            price: components["schemas"]["Money"];
            weightGrams: number;
            /** @description Such as `standard`, `reduced`, `zero` */
            taxClass: string;
            /** @description Units that can be ordered; seconds behind the stock at most */
            available: number;
        };
        Category: {
            /** @description A name for addresses: small letters, digits and hyphens */
            slug: string;
            name: string;
            parent: string | null;
        };
        Product: {
            /** @description TypeID with prefix prd_ */
            id: string;
            /** @description A name for addresses: small letters, digits and hyphens */
            slug: string;
            name: string;
            description: string;
            brand: string;
            /** @description A name for addresses: small letters, digits and hyphens */
            category: string;
            attributes: {
                [key: string]: string;
            };
            variants: components["schemas"]["Variant"][];
            /** @enum {unknown} */
            status: "active" | "archived";
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** Another product has this slug */
        SlugTakenProblem: {
            type?: string;
            /** @constant */
            title?: "Another product has this slug";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "slug-taken";
        } & components["schemas"]["Problem"];
        /** Another product has this SKU */
        SkuTakenProblem: {
            type?: string;
            /** @constant */
            title?: "Another product has this SKU";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "sku-taken";
        } & components["schemas"]["Problem"];
        /** A product has each of its SKUs once */
        SkuRepeatedProblem: {
            type?: string;
            /** @constant */
            title?: "A product has each of its SKUs once";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "sku-repeated";
        } & components["schemas"]["Problem"];
        /** All variants of a product are priced in one currency */
        CurrencyMixedProblem: {
            type?: string;
            /** @constant */
            title?: "All variants of a product are priced in one currency";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "currency-mixed";
        } & components["schemas"]["Problem"];
        /** There is no such category */
        CategoryUnknownProblem: {
            type?: string;
            /** @constant */
            title?: "There is no such category";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "category-unknown";
        } & components["schemas"]["Problem"];
        /** A product has 30 attributes at most */
        AttributesTooManyProblem: {
            type?: string;
            /** @constant */
            title?: "A product has 30 attributes at most";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "attributes-too-many";
        } & components["schemas"]["Problem"];
        /** This operation needs an If-Match */
        PreconditionRequiredProblem: {
            type?: string;
            /** @constant */
            title?: "This operation needs an If-Match";
            /** @constant */
            status?: 428;
            /** @constant */
            code?: "precondition-required";
        } & components["schemas"]["Problem"];
        Discount: {
            /** @description TypeID with prefix prm_ */
            promotionId: string;
            name: string;
            /** @description Such as `SPRING-10` */
            code?: string;
            /**
             * @description What became cheaper: `discount` is the sum of the goods'
             * @enum {unknown}
             */
            appliesTo: "goods" | "shipping";
            amount: components["schemas"]["Money"];
        };
        /** The Cart-Token is not one of ours */
        CartTokenInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The Cart-Token is not one of ours";
            /** @constant */
            status?: 401;
            /** @constant */
            code?: "cart-token-invalid";
        } & components["schemas"]["Problem"];
        CartLine: {
            /** @description Stock keeping unit */
            sku: string;
            /** @description TypeID with prefix prd_ */
            productId: string;
            name: string;
            title: string;
            quantity: number;
            unitPrice: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            /** @description Parts of a million: 190000 is 19 % */
            taxRatePpm: number;
            tax: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
        };
        ChosenShipping: {
            /** @description TypeID with prefix shm_ */
            id: string;
            name: string;
            amount: components["schemas"]["Money"];
            /** @description At which rate it is taxed; older orders do not say */
            taxRatePpm?: number;
        };
        /** The cart is empty */
        CartEmptyProblem: {
            type?: string;
            /** @constant */
            title?: "The cart is empty";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "cart-empty";
        } & components["schemas"]["Problem"];
        /** The goods cannot be sent there that way */
        ShippingUnavailableProblem: {
            type?: string;
            /** @constant */
            title?: "The goods cannot be sent there that way";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "shipping-unavailable";
            /** @description The ways there are */
            offered?: string[];
        } & components["schemas"]["Problem"];
        /** There is no such coupon */
        CouponUnknownProblem: {
            type?: string;
            /** @constant */
            title?: "There is no such coupon";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "coupon-unknown";
        } & components["schemas"]["Problem"];
        /** The coupon is not for this cart */
        CouponNotApplicableProblem: {
            type?: string;
            /** @constant */
            title?: "The coupon is not for this cart";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "coupon-not-applicable";
        } & components["schemas"]["Problem"];
        /** A product in the cart can no longer be bought */
        ProductUnavailableProblem: {
            type?: string;
            /** @constant */
            title?: "A product in the cart can no longer be bought";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "product-unavailable";
            /** @description What is no longer for sale */
            skus?: string[];
        } & components["schemas"]["Problem"];
        /** The coupon is no longer valid */
        CouponExpiredProblem: {
            type?: string;
            /** @constant */
            title?: "The coupon is no longer valid";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "coupon-expired";
        } & components["schemas"]["Problem"];
        /** The coupon has been used as often as it may be */
        CouponExhaustedProblem: {
            type?: string;
            /** @constant */
            title?: "The coupon has been used as often as it may be";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "coupon-exhausted";
        } & components["schemas"]["Problem"];
        /** Nobody can say right now how this is taxed */
        TaxUnavailableProblem: {
            type?: string;
            /** @constant */
            title?: "Nobody can say right now how this is taxed";
            /** @constant */
            status?: 503;
            /** @constant */
            code?: "tax-unavailable";
        } & components["schemas"]["Problem"];
        Cart: {
            id: string | null;
            lines: components["schemas"]["CartLine"][];
            subtotal: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            shipping: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            /** @description Whether the prices have the tax in them */
            taxIncluded: boolean;
            total: components["schemas"]["Money"];
            discounts: components["schemas"]["Discount"][];
            /** @description What is not in the total yet, since nobody has said where the goods go */
            toBeAdded: "shipping"[];
            /** @description Such as `SPRING-10` */
            couponCode?: string;
            /** @description In the cart, but no longer for sale; not part of the total */
            unavailable: string[];
            notices: ({
                /** @constant */
                type: "price-changed";
                /** @description Stock keeping unit */
                sku: string;
                from: components["schemas"]["Money"];
                to: components["schemas"]["Money"];
            } | {
                /** @constant */
                type: "low-availability";
                /** @description Stock keeping unit */
                sku: string;
                available: number;
            } | {
                /** @constant */
                type: "unavailable";
                /** @description Stock keeping unit */
                sku: string;
            } | {
                /** @constant */
                type: "coupon-refused";
                /** @description Such as `SPRING-10` */
                code: string;
                problem: string;
                detail: string;
            })[];
            version: number;
        };
        /** The cart has as many lines as a cart can have */
        CartFullProblem: {
            type?: string;
            /** @constant */
            title?: "The cart has as many lines as a cart can have";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "cart-full";
        } & components["schemas"]["Problem"];
        Address: {
            name: string;
            line1: string;
            line2?: string;
            city: string;
            postalCode: string;
            region?: string;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
        };
        Order: {
            /** @description TypeID with prefix ord_ */
            id: string;
            /** @description For people to read and to say on the telephone */
            number: string;
            /** @enum {unknown} */
            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
            /** @description TypeID with prefix usr_, or gst_ for a guest */
            customerId: string;
            /** Format: email */
            email?: string;
            lines: components["schemas"]["OrderLine"][];
            subtotal: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            shipping: components["schemas"]["Money"];
            tax: components["schemas"]["Money"];
            /** @description Whether the prices have the tax in them */
            taxIncluded: boolean;
            total: components["schemas"]["Money"];
            discounts: components["schemas"]["Discount"][];
            refunded: components["schemas"]["Money"];
            shippingMethod?: {
                /** @description TypeID with prefix shm_ */
                id: string;
                name: string;
                amount: components["schemas"]["Money"];
                /** @description At which rate it is taxed; older orders do not say */
                taxRatePpm?: number;
            };
            /** @description Such as `SPRING-10` */
            couponCode?: string;
            shippingAddress: components["schemas"]["Address"];
            billingAddress?: {
                name: string;
                line1: string;
                line2?: string;
                city: string;
                postalCode: string;
                region?: string;
                /** @description ISO 3166-1 alpha-2 */
                country: string;
            };
            remark?: string;
            /** @description The return whose goods it replaces */
            exchangeOf?: string;
            nextAction?: {
                /** @constant */
                type: "authenticate";
                /** @description For the provider's client library */
                clientSecret: string;
            } | {
                /** @constant */
                type: "replace_payment_method";
            };
            /** @description Why the order came to nothing, or why its card was not taken */
            problem?: {
                code: string;
                title: string;
            };
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        OrderLine: {
            /** @description Stock keeping unit */
            sku: string;
            /** @description TypeID with prefix prd_ */
            productId: string;
            name: string;
            title: string;
            quantity: number;
            unitPrice: components["schemas"]["Money"];
            discount: components["schemas"]["Money"];
            /** @description Parts of a million: 190000 is 19 % */
            taxRatePpm: number;
            tax: components["schemas"]["Money"];
            total: components["schemas"]["Money"];
            /** @description How many had yet to come when it was placed */
            backordered?: number;
            /**
             * Format: date-time
             * @description When those were expected, if that was known
             */
            expectedAt?: string;
            /** @description How many have been sent */
            shipped: number;
            /** @description How many of those came back */
            returned: number;
        };
        /** A guest says where to write to */
        EmailRequiredProblem: {
            type?: string;
            /** @constant */
            title?: "A guest says where to write to";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "email-required";
        } & components["schemas"]["Problem"];
        /** Whoever has an account is written to at its address */
        EmailKnownProblem: {
            type?: string;
            /** @constant */
            title?: "Whoever has an account is written to at its address";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "email-known";
        } & components["schemas"]["Problem"];
        /** No payment method is named, and none is kept that could be used */
        PaymentMethodMissingProblem: {
            type?: string;
            /** @constant */
            title?: "No payment method is named, and none is kept that could be used";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "payment-method-missing";
            /** @description The order that came to nothing, if there is one */
            orderId?: string;
        } & components["schemas"]["Problem"];
        /** The payment provider can not move this very sum */
        PaymentAmountUnpayableProblem: {
            type?: string;
            /** @constant */
            title?: "The payment provider can not move this very sum";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "payment-amount-unpayable";
            /** @description Of this currency only multiples of so many minor units can be moved */
            step?: number;
        } & components["schemas"]["Problem"];
        /** There is an order for this cart already */
        CartAlreadyOrderedProblem: {
            type?: string;
            /** @constant */
            title?: "There is an order for this cart already";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "cart-already-ordered";
            /** @description TypeID with prefix ord_ */
            orderId?: string;
        } & components["schemas"]["Problem"];
        /** The cart kept changing while it was being ordered */
        CartChangedProblem: {
            type?: string;
            /** @constant */
            title?: "The cart kept changing while it was being ordered";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "cart-changed";
        } & components["schemas"]["Problem"];
        /** The order did not get through in time, and nothing was charged */
        CheckoutAbandonedProblem: {
            type?: string;
            /** @constant */
            title?: "The order did not get through in time, and nothing was charged";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "checkout-abandoned";
            /** @description The order that came to nothing, if there is one */
            orderId?: string;
        } & components["schemas"]["Problem"];
        /** The order can no longer change this way */
        OrderClosedProblem: {
            type?: string;
            /** @constant */
            title?: "The order can no longer change this way";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "order-closed";
            /** @enum {unknown} */
            orderStatus?: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
        } & components["schemas"]["Problem"];
        /** Not enough stock */
        OutOfStockProblem: {
            type?: string;
            /** @constant */
            title?: "Not enough stock";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "out-of-stock";
            /** @description The order that came to nothing, if there is one */
            orderId?: string;
            /** @description Of what there is not enough: what was asked for, and what is left */
            shortages?: {
                /** @description Stock keeping unit */
                sku: string;
                requested: number;
                available: number;
            }[];
        } & components["schemas"]["Problem"];
        /** The reservation has expired or was released */
        ReservationLostProblem: {
            type?: string;
            /** @constant */
            title?: "The reservation has expired or was released";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "reservation-lost";
            /** @description The order that came to nothing, if there is one */
            orderId?: string;
        } & components["schemas"]["Problem"];
        /** This payment has already ended */
        PaymentOverProblem: {
            type?: string;
            /** @constant */
            title?: "This payment has already ended";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "payment-over";
        } & components["schemas"]["Problem"];
        /** This order is already paid for with another sum */
        PaymentMismatchProblem: {
            type?: string;
            /** @constant */
            title?: "This order is already paid for with another sum";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "payment-mismatch";
        } & components["schemas"]["Problem"];
        /** The payment was declined */
        PaymentDeclinedProblem: {
            type?: string;
            /** @constant */
            title?: "The payment was declined";
            /** @constant */
            status?: 402;
            /** @constant */
            code?: "payment-declined";
            /** @description The order that came to nothing, if there is one */
            orderId?: string;
            /** @description The provider's reason (https://docs.stripe.com/declines/codes) */
            declineCode?: string | null;
        } & components["schemas"]["Problem"];
        Payment: {
            /** @description TypeID with prefix pay_ */
            id: string;
            /** @description TypeID with prefix ord_ */
            orderId: string;
            status: components["schemas"]["PaymentStatus"];
            amount: components["schemas"]["Money"];
            captured: components["schemas"]["Money"];
            refunded: components["schemas"]["Money"];
            failure: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** @enum {unknown} */
        PaymentStatus: "pending" | "requires_action" | "authorized" | "captured" | "failed" | "cancelled" | "refunded";
        FoundOrder: {
            /** @description TypeID with prefix ord_ */
            id: string;
            number: string;
            /** @enum {unknown} */
            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
            total: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /** @description TypeID with prefix usr_, or gst_ for a guest */
            customerId: string;
            /** Format: email */
            email?: string;
        };
        OrderWhy: {
            /** @description TypeID with prefix ord_ */
            orderId: string;
            number: string;
            /** @enum {unknown} */
            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
            /** @enum {unknown} */
            cause: "over" | "customer" | "operator" | "service-absent" | "service-failing" | "underway" | "due" | "unknown-step";
            /** @description The cause in one sentence */
            summary: string;
            /** @description What is being carried out; `id` names it to a resolution */
            saga: {
                /** @enum {unknown} */
                name: "checkout" | "cancellation" | "return";
                id: string;
            };
            state: components["schemas"]["SagaState"];
            /** @description Of that */
            step: string;
            /**
             * Format: date-time
             * @description Until when somebody outside may act
             */
            waitsUntil?: string;
            service?: {
                service: string;
                /** @description What it is asked */
                request: string;
                /** @description How many of them answer that now */
                instances: number;
                /** @description Requests they are at */
                inHand: number;
                /** @description Events they have not heard yet */
                pending: number;
                /**
                 * Format: date-time
                 * @description Since when the oldest of these waits
                 */
                oldestAt?: string;
            };
            /** @description How often this step has failed since it was reached */
            attempts: number;
            lastError?: string;
            /**
             * Format: date-time
             * @description When it is looked at again
             */
            nextAt?: string;
            lease?: {
                owner: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC, with milliseconds
                 */
                until: string;
            };
            actions: components["schemas"]["Action"][];
            /** @description Of that, for `If-Match` of a resolution */
            version: number;
        };
        /** @enum {unknown} */
        SagaState: "running" | "waiting" | "undoing" | "done" | "undone" | "needs_attention";
        Action: {
            /** @enum {unknown} */
            action: "retry" | "skip" | "compensate";
            allowed: boolean;
            effect: string;
        };
        Resolved: {
            /** @description TypeID with prefix ord_ */
            orderId: string;
            /** @enum {unknown} */
            action: "retry" | "skip" | "compensate";
            /** @description Where the order stood */
            step: string;
            state: components["schemas"]["SagaState"];
            version: number;
        };
        /** The order does not stand where this can be done */
        ResolutionImpossibleProblem: {
            type?: string;
            /** @constant */
            title?: "The order does not stand where this can be done";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "resolution-impossible";
        } & components["schemas"]["Problem"];
        /** The order does not wait for another payment method */
        PaymentNotAwaitedProblem: {
            type?: string;
            /** @constant */
            title?: "The order does not wait for another payment method";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "payment-not-awaited";
            /** @enum {unknown} */
            orderStatus?: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
        } & components["schemas"]["Problem"];
        /** There are as many streams open as one may have */
        TooManyStreamsProblem: {
            type?: string;
            /** @constant */
            title?: "There are as many streams open as one may have";
            /** @constant */
            status?: 429;
            /** @constant */
            code?: "too-many-streams";
        } & components["schemas"]["Problem"];
        Cancellation: {
            /** @description TypeID with prefix ord_ */
            orderId: string;
            /**
             * @description `running`: the goods and the money are on their way back
             * @enum {unknown}
             */
            status: "running" | "done";
            /** @description Customers read what they gave themselves, and staff all */
            reason?: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        Shipment: {
            /** @description TypeID with prefix shp_ */
            id: string;
            /** @description TypeID with prefix ord_ */
            orderId: string;
            /** @enum {unknown} */
            status: "shipped" | "delivered";
            /** @description Each SKU once */
            lines: {
                /** @description Stock keeping unit */
                sku: string;
                quantity: number;
            }[];
            carrier: string;
            trackingNumber?: string;
            /** @description Where to see how far it has come */
            trackingUrl?: string;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            shippedAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            deliveredAt?: string;
        };
        /** Its stock and its money are still on their way to us, so nothing of it can be sent yet */
        OrderUnfinishedProblem: {
            type?: string;
            /** @constant */
            title?: "Its stock and its money are still on their way to us, so nothing of it can be sent yet";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "order-unfinished";
        } & components["schemas"]["Problem"];
        /** There are not so many of them to do this with */
        NotThatManyProblem: {
            type?: string;
            /** @constant */
            title?: "There are not so many of them to do this with";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "not-that-many";
            /** @description Stock keeping unit */
            sku?: string;
            /** @description With how many it can still be done */
            left?: number;
        } & components["schemas"]["Problem"];
        /** A SKU is named twice */
        LineRepeatedProblem: {
            type?: string;
            /** @constant */
            title?: "A SKU is named twice";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "line-repeated";
            /** @description Stock keeping unit */
            sku?: string;
        } & components["schemas"]["Problem"];
        Return: {
            /** @description TypeID with prefix ret_ */
            id: string;
            /** @description TypeID with prefix ord_ */
            orderId: string;
            /** @description TypeID with prefix usr_, or gst_ for a guest */
            customerId: string;
            status: components["schemas"]["ReturnStatus"];
            lines: {
                /** @description Stock keeping unit */
                sku: string;
                quantity: number;
                /** @description How many came back fit to be sold again */
                restocked: number;
                /** @description How many came back and can not be sold */
                writtenOff: number;
            }[];
            reason: string;
            /** @description What staff say to it */
            answer?: string;
            refund: components["schemas"]["Money"];
            /** @description What its customer wants for it */
            exchange?: {
                /** @description Each SKU once */
                lines: {
                    /** @description Stock keeping unit */
                    sku: string;
                    quantity: number;
                }[];
            };
            /** @description The order for that, made once everything is back */
            exchangeOrderId?: string;
            /** @description Why no such order was made; what came back is paid back all the same */
            exchangeProblem?: {
                code: string;
                title: string;
            };
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /**
         * @description `received`: the pieces are back, and the money is on its way; `done`: it has left
         * @enum {unknown}
         */
        ReturnStatus: "requested" | "approved" | "refused" | "received" | "done";
        /** The order was not paid for, so there is nothing to pay an exchange with */
        PaymentMethodRequiredProblem: {
            type?: string;
            /** @constant */
            title?: "The order was not paid for, so there is nothing to pay an exchange with";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "payment-method-required";
        } & components["schemas"]["Problem"];
        /** The return can no longer change this way */
        ReturnClosedProblem: {
            type?: string;
            /** @constant */
            title?: "The return can no longer change this way";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "return-closed";
            returnStatus?: components["schemas"]["ReturnStatus"];
        } & components["schemas"]["Problem"];
        /** An order has an invoice once it is paid, and only then */
        NotInvoicedProblem: {
            type?: string;
            /** @constant */
            title?: "An order has an invoice once it is paid, and only then";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "not-invoiced";
        } & components["schemas"]["Problem"];
        Refund: {
            /** @description What it is for: a return, for example, or itself */
            id: string;
            amount: components["schemas"]["Money"];
            reason: string | null;
            /**
             * @description `lost`: a dispute has taken the money, or some of it, first
             * @enum {unknown}
             */
            status: "asked" | "done" | "lost";
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
        };
        /** There is not so much left to give back */
        RefundTooLargeProblem: {
            type?: string;
            /** @constant */
            title?: "There is not so much left to give back";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "refund-too-large";
            left?: number;
        } & components["schemas"]["Problem"];
        /** The holder of the card disputes this payment, and nothing is given back before that is decided */
        PaymentInDisputeProblem: {
            type?: string;
            /** @constant */
            title?: "The holder of the card disputes this payment, and nothing is given back before that is decided";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "payment-in-dispute";
        } & components["schemas"]["Problem"];
        PaymentMethodSetup: {
            /** @description TypeID with prefix pms_ */
            id: string;
            /**
             * @description `requires_…`: the client goes on with the secret, and the card is in the list once that is done
             * @enum {unknown}
             */
            status: "requires_payment_method" | "requires_action" | "succeeded";
            /** @description For the provider's client library */
            clientSecret?: string;
            paymentMethod?: {
                /** @description TypeID with prefix pmt_ */
                id: string;
                /** @constant */
                type: "card";
                brand: string;
                last4: string;
                expMonth: number;
                expYear: number;
                /** @description What an order is paid with that names nothing else */
                isDefault: boolean;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC, with milliseconds
                 */
                createdAt: string;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
        };
        /** The bank does not let this card be kept */
        PaymentMethodDeclinedProblem: {
            type?: string;
            /** @constant */
            title?: "The bank does not let this card be kept";
            /** @constant */
            status?: 402;
            /** @constant */
            code?: "payment-method-declined";
            /** @description The provider's reason */
            declineCode?: string | null;
        } & components["schemas"]["Problem"];
        PaymentMethod: {
            /** @description TypeID with prefix pmt_ */
            id: string;
            /** @constant */
            type: "card";
            brand: string;
            last4: string;
            expMonth: number;
            expYear: number;
            /** @description What an order is paid with that names nothing else */
            isDefault: boolean;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
        };
        Transaction: {
            seq: number;
            /** @description What moved from some accounts to others */
            transfer: string;
            /** @enum {unknown} */
            kind: "sale" | "payment" | "refund" | "fee" | "dispute" | "payout" | "adjustment";
            /** @enum {unknown} */
            account: "customer_receivable" | "provider_clearing" | "revenue" | "refunds" | "fees" | "disputes" | "bank" | "adjustments";
            /** @description Minor units; a debit is positive, a credit negative */
            amount: number;
            /** @description ISO 4217 */
            currency: string;
            paymentId: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            bookedAt: string;
        };
        Store: {
            /** @description Whether the prices of the catalogue have the tax in them */
            pricesIncludeTax: boolean;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            region: string | null;
            /** @description Before the number of every order */
            orderPrefix: string;
            /**
             * @description When the money of an order is taken that was reserved for it. `shipment`: with each parcel what that is worth, with the first one what sending costs; all of it with the first one where the card can not be charged in parts; and what is left a day before the bank would let go of it
             * @enum {unknown}
             */
            captureOn: "confirmation" | "shipment";
            /** @description Who stands on invoices and credit notes as their sender */
            seller: components["schemas"]["Seller"] | null;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        Seller: {
            name: string;
            line1: string;
            line2?: string;
            city: string;
            postalCode: string;
            region?: string;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            /** @description A VAT number, or what a country has in its place */
            taxId?: string;
        };
        Promotion: {
            /** @description TypeID with prefix prm_ */
            id: string;
            name: string;
            benefit: {
                /** @constant */
                kind: "percentage";
                /** @description Whole per cent */
                percent: number;
            } | {
                /** @constant */
                kind: "fixed";
                amount: components["schemas"]["Money"];
            } | {
                /** @constant */
                kind: "buy-x-get-y";
                buy: number;
                get: number;
                /** @description Whole per cent */
                percent: number;
            } | {
                /** @constant */
                kind: "tiers";
                /** @description ISO 4217 */
                currency: string;
                tiers: {
                    /** @description Integer minor units */
                    from: number;
                    /** @description Whole per cent */
                    percent: number;
                }[];
            } | {
                /** @constant */
                kind: "free-shipping";
            };
            conditions: components["schemas"]["Conditions"];
            /** @description The lowest is applied first */
            priority: number;
            /** @description Whether it is given beside no other one */
            exclusive: boolean;
            /** @description Whether only a coupon gives it */
            couponOnly: boolean;
            startsAt: string | null;
            endsAt: string | null;
            /** @description One that is not is given to nobody; so a promotion is ended */
            active: boolean;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        Conditions: {
            categories?: string[];
            skus?: string[];
            /** @description What the goods it is for must cost, at the prices of the catalogue */
            minimum?: {
                /** @description Integer minor units */
                amount: number;
                /** @description ISO 4217 */
                currency: string;
            };
            /** @description Whether it must be the customer's first */
            firstOrder?: boolean;
        };
        /** The rule contradicts itself or what there is */
        RuleInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The rule contradicts itself or what there is";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "rule-invalid";
        } & components["schemas"]["Problem"];
        Coupon: {
            /** @description Such as `SPRING-10` */
            code: string;
            /** @description TypeID with prefix prm_ */
            promotionId: string;
            mostUses: number | null;
            /** @description Guests are told apart by their Cart-Token alone */
            mostUsesPerCustomer: number | null;
            startsAt: string | null;
            endsAt: string | null;
            /** @description One that is not is given to nobody; so a promotion is ended */
            active: boolean;
            /** @description By orders that came to something, or may yet */
            used: number;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** There is a coupon with this code */
        CouponTakenProblem: {
            type?: string;
            /** @constant */
            title?: "There is a coupon with this code";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "coupon-taken";
        } & components["schemas"]["Problem"];
        Zone: {
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            region?: string;
        };
        ShippingRates: {
            /** @enum {unknown} */
            by: "weight" | "price";
            /** @description ISO 4217 */
            currency: string;
            tiers: {
                /** @description Grams or minor units; null: whatever it is */
                upTo: number | null;
                /** @description Integer minor units */
                amount: number;
            }[];
        };
        ShippingMethod: {
            /** @description TypeID with prefix shm_ */
            id: string;
            name: string;
            /** @description Where it goes; everywhere if there are none */
            zones: components["schemas"]["Zone"][];
            rates: components["schemas"]["ShippingRates"];
            /** @description Such as `standard`, `reduced`, `zero` */
            taxClass: string;
            /** @description One that is not is offered to nobody */
            active: boolean;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        TaxRate: {
            /** @description TypeID with prefix txr_ */
            id: string;
            name: string;
            /** @description ISO 3166-1 alpha-2 */
            country: string;
            region: string | null;
            /** @description Such as `standard`, `reduced`, `zero` */
            taxClass: string;
            /** @description Parts of a million: 190000 is 19 % */
            ratePpm: number;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** There is a rate for this place and class */
        TaxRateTakenProblem: {
            type?: string;
            /** @constant */
            title?: "There is a rate for this place and class";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "tax-rate-taken";
        } & components["schemas"]["Problem"];
        Location: {
            /** @description TypeID with prefix loc_ */
            id: string;
            /** @description What people call it, such as `MAIN` */
            code: string;
            name: string;
            /** @description The lower, the sooner goods are taken from it */
            priority: number;
            /** @description Where it is near to; everywhere if there are none */
            zones: components["schemas"]["Zone"][];
            /** @description From one that is not no order is served */
            active: boolean;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** There is a location with this code */
        LocationTakenProblem: {
            type?: string;
            /** @constant */
            title?: "There is a location with this code";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "location-taken";
        } & components["schemas"]["Problem"];
        /** Goods lie there, or did */
        LocationInUseProblem: {
            type?: string;
            /** @constant */
            title?: "Goods lie there, or did";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "location-in-use";
        } & components["schemas"]["Problem"];
        Stock: {
            /** @description Stock keeping unit */
            sku: string;
            onHand: number;
            /** @description How many were sold that have yet to come */
            owed: number;
            reserved: number;
            /** @description How many more can be sold */
            available: number;
            shelves: components["schemas"]["Shelf"][];
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        Shelf: {
            /** @description TypeID with prefix loc_ */
            locationId: string;
            onHand: number;
            /** @description How many were sold that have yet to come */
            owed: number;
            reserved: number;
            /** @description How many more can be sold */
            available: number;
            policy: {
                /** @constant */
                kind: "deny";
            } | {
                /** @constant */
                kind: "backorder";
                /** @description How many may be promised beyond what is there */
                limit: number;
            } | {
                /** @constant */
                kind: "preorder";
                /** @description How many may be promised beyond what is there */
                limit: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC, with milliseconds
                 */
                until: string;
            };
            /** @description When this few are left, staff are told */
            threshold: number | null;
            /** @description Whether few were left, and there are not clearly more by now */
            low: boolean;
        };
        StockRules: {
            /**
             * @description Where the goods of an order come from: by the priority of locations, first from those near to where they go, or from as few as can be
             * @enum {unknown}
             */
            allocation: "priority" | "nearest" | "fewest-parcels";
            /** @description Members of the staff who are written to when something runs low */
            lowStockMailTo: string[];
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** There is no such location */
        LocationUnknownProblem: {
            type?: string;
            /** @constant */
            title?: "There is no such location";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "location-unknown";
        } & components["schemas"]["Problem"];
        /** The stock would fall below what is reserved */
        StockTooLowProblem: {
            type?: string;
            /** @constant */
            title?: "The stock would fall below what is reserved";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "stock-too-low";
            onHand?: number;
            reserved?: number;
        } & components["schemas"]["Problem"];
        /** The stock would be more than can be kept */
        StockTooHighProblem: {
            type?: string;
            /** @constant */
            title?: "The stock would be more than can be kept";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "stock-too-high";
            onHand?: number;
            most?: number;
        } & components["schemas"]["Problem"];
        /** The goods are there already */
        LocationSameProblem: {
            type?: string;
            /** @constant */
            title?: "The goods are there already";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "location-same";
        } & components["schemas"]["Problem"];
        Stocktake: {
            /** @description TypeID with prefix stk_ */
            id: string;
            /** @description Stock keeping unit */
            sku: string;
            /** @description TypeID with prefix loc_ */
            locationId: string;
            /** @enum {unknown} */
            status: "open" | "counted" | "abandoned";
            /** @description How many should have been there when the counting began */
            expected: number;
            counted: number | null;
            /** @description How many more there were than expected */
            variance: number | null;
            note: string | null;
            version: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** Somebody is counting there */
        StocktakeOpenProblem: {
            type?: string;
            /** @constant */
            title?: "Somebody is counting there";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "stocktake-open";
            /** @description TypeID with prefix stk_ */
            stocktakeId?: string;
        } & components["schemas"]["Problem"];
        /** Goods that were sold have yet to come */
        StockOwedProblem: {
            type?: string;
            /** @constant */
            title?: "Goods that were sold have yet to come";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "stock-owed";
            owed?: number;
        } & components["schemas"]["Problem"];
        /** The stocktake has come to its end */
        StocktakeClosedProblem: {
            type?: string;
            /** @constant */
            title?: "The stocktake has come to its end";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "stocktake-closed";
        } & components["schemas"]["Problem"];
        Movement: {
            id: string;
            /** @description TypeID with prefix loc_ */
            locationId: string;
            delta: number;
            /** @description What was on hand after it, at the location or locations that were asked about */
            balance: number;
            /** @enum {unknown} */
            reason: "initial" | "adjustment" | "receipt" | "transfer" | "count" | "import" | "sale" | "cancellation" | "return";
            note: string | null;
            reference: string | null;
            /** @description Who did it: a user, or an actor on its own */
            actor: string;
            /** @description The request that led to it */
            cause: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            at: string;
        };
        Reservation: {
            /** @description TypeID with prefix ord_ */
            orderId: string;
            /** @description TypeID with prefix loc_ */
            locationId: string;
            quantity: number;
            /** @enum {unknown} */
            status: "held" | "committing";
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            expiresAt: string;
        };
        /** It can be had already */
        InStockProblem: {
            type?: string;
            /** @constant */
            title?: "It can be had already";
            /** @constant */
            status?: 409;
            /** @constant */
            code?: "in-stock";
        } & components["schemas"]["Problem"];
        Operation: {
            /** @description TypeID with prefix opr_ */
            id: string;
            /**
             * @description `failed`: every row was refused
             * @enum {unknown}
             */
            status: "running" | "succeeded" | "failed";
            done: number;
            total: number;
            result: {
                applied: number;
                refused: number;
            };
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            updatedAt: string;
        };
        /** The list cannot be read */
        ImportInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The list cannot be read";
            /** @constant */
            status?: 422;
            /** @constant */
            code?: "import-invalid";
            rows?: {
                row: number;
                field: string;
                detail: string;
            }[];
        } & components["schemas"]["Problem"];
        Preferences: {
            /** @description Whether to write about anything but their orders and their account */
            marketing: boolean;
        };
        Notification: {
            /** @description TypeID with prefix ntf_ */
            id: string;
            template: string;
            /** @enum {unknown} */
            channel: "email";
            subject: string;
            /** @enum {unknown} */
            status: "queued" | "sent" | "failed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            sentAt: string | null;
        };
        SettledNotification: {
            seq: number;
            /** @description TypeID with prefix ntf_ */
            id: string;
            template: string;
            /** @enum {unknown} */
            channel: "email";
            subject: string;
            /** @enum {unknown} */
            status: "sent" | "failed";
            /**
             * Format: date-time
             * @description RFC 3339, UTC, with milliseconds
             */
            createdAt: string;
            sentAt: string | null;
        };
        /** The webhook signature does not match */
        SignatureInvalidProblem: {
            type?: string;
            /** @constant */
            title?: "The webhook signature does not match";
            /** @constant */
            status?: 400;
            /** @constant */
            code?: "signature-invalid";
        } & components["schemas"]["Problem"];
    };
    responses: {
        /** @description The request does not match its contract; This version of the API is not spoken here; The body is not JSON that is accepted here */
        InvalidRequestOrApiVersionUnknownOrInvalidJson: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"] | components["schemas"]["InvalidJsonProblem"];
            };
        };
        /** @description This API key is unknown, expired or revoked */
        ApiKeyInvalid: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ApiKeyInvalidProblem"];
            };
        };
        /** @description This is no longer what the request was meant for */
        PreconditionFailed: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
            };
        };
        /** @description The body is larger than is accepted here */
        PayloadTooLarge: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PayloadTooLargeProblem"];
            };
        };
        /** @description The body is of a kind not accepted here */
        UnsupportedMediaType: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnsupportedMediaTypeProblem"];
            };
        };
        /** @description Too many requests; This is no ordinary use */
        QuotaExceededOrAbnormalUsageDetected: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["QuotaExceededProblem"] | components["schemas"]["AbnormalUsageDetectedProblem"];
            };
        };
        /** @description Something went wrong on our side */
        Internal: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InternalProblem"];
            };
        };
        /** @description Nobody can answer this right now; There is more work than can be done right now */
        UnavailableOrOverloaded: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnavailableProblem"] | components["schemas"]["OverloadedProblem"];
            };
        };
        /** @description No answer came in time; the request may still take effect */
        TimedOut: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["TimedOutProblem"];
            };
        };
        /** @description Authentication is required; The access token is not valid; This API key is unknown, expired or revoked */
        UnauthorizedOrTokenInvalidOrApiKeyInvalid: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["ApiKeyInvalidProblem"];
            };
        };
        /** @description This is not allowed for you */
        Forbidden: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ForbiddenProblem"];
            };
        };
        /** @description Too many requests */
        QuotaExceeded: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["QuotaExceededProblem"];
            };
        };
        /** @description What you have is still right */
        NotModified: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The request does not match its contract; This version of the API is not spoken here; The answer has no such member to show */
        InvalidRequestOrApiVersionUnknownOrFieldsUnknown: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"] | components["schemas"]["FieldsUnknownProblem"];
            };
        };
        /** @description This is no longer what the request was meant for */
        PreconditionFailedWithETag: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                ETag: components["headers"]["ETag"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PreconditionFailedProblem"];
            };
        };
        /** @description The request does not match its contract; This version of the API is not spoken here; The body is not JSON that is accepted here; This operation needs an Idempotency-Key */
        InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"] | components["schemas"]["InvalidJsonProblem"] | components["schemas"]["IdempotencyKeyMissingProblem"];
            };
        };
        /** @description The first request with this key is still running */
        RequestInProgress: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description What you have is still right */
        NotModifiedWithLink: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Link: components["headers"]["Link"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The cursor does not belong to this list; The request does not match its contract; This version of the API is not spoken here; The answer has no such member to show */
        CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["CursorInvalidProblem"] | components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"] | components["schemas"]["FieldsUnknownProblem"];
            };
        };
        /** @description There is no such thing */
        NotFound: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /** @description This operation needs an If-Match */
        PreconditionRequired: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["PreconditionRequiredProblem"];
            };
        };
        /** @description Authentication is required; The access token is not valid; The Cart-Token is not one of ours; This API key is unknown, expired or revoked */
        UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["UnauthorizedProblem"] | components["schemas"]["TokenInvalidProblem"] | components["schemas"]["CartTokenInvalidProblem"] | components["schemas"]["ApiKeyInvalidProblem"];
            };
        };
        /** @description There is no such thing */
        "NotFoundWithIdempotency-Replayed": {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["NotFoundProblem"];
            };
        };
        /** @description This key was used for another request */
        IdempotencyKeyReused: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["IdempotencyKeyReusedProblem"];
            };
        };
        /** @description The request does not match its contract; This version of the API is not spoken here */
        InvalidRequestOrApiVersionUnknown: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"];
            };
        };
        /** @description Too many requests; There are as many streams open as one may have */
        QuotaExceededOrTooManyStreams: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["QuotaExceededProblem"] | components["schemas"]["TooManyStreamsProblem"];
            };
        };
        /** @description A SKU is named twice; This key was used for another request */
        LineRepeatedOrIdempotencyKeyReused: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["LineRepeatedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
            };
        };
        /** @description The return can no longer change this way */
        ReturnClosed: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["ReturnClosedProblem"];
            };
        };
        /** @description The rule contradicts itself or what there is; This key was used for another request */
        RuleInvalidOrIdempotencyKeyReused: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RuleInvalidProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
            };
        };
        /** @description The rule contradicts itself or what there is */
        RuleInvalid: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["RuleInvalidProblem"];
            };
        };
        /** @description The stock would fall below what is reserved; The stock would be more than can be kept; The first request with this key is still running */
        StockTooLowOrStockTooHighOrRequestInProgress: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["StockTooLowProblem"] | components["schemas"]["StockTooHighProblem"] | components["schemas"]["RequestInProgressProblem"];
            };
        };
        /** @description There is no such location; This key was used for another request */
        LocationUnknownOrIdempotencyKeyReused: {
            headers: {
                "Request-Id": components["headers"]["Request-Id"];
                "Server-Timing": components["headers"]["Server-Timing"];
                "Api-Version": components["headers"]["Api-Version"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["LocationUnknownProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
            };
        };
    };
    parameters: {
        /** @description The version to be answered in. Without it, that of the API key, or the current one */
        "Api-Version": "2026-11-01";
        /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
        "If-None-Match": string;
        /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
        "Idempotency-Key": string;
        /** @description How many there may be on the page */
        limit: number;
        /** @description `next` of the page before this one */
        cursor: string;
        /** @description `total`: also count what there is */
        include: "total";
        /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
        fields: string;
        /** @description TypeID with prefix key_ */
        apiKeyId: string;
        /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
        Prefer: string;
        /** @description TypeID with prefix prd_ */
        productId: string;
        /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
        "If-Match": string;
        /** @description Stock keeping unit */
        sku: string;
        /** @description Those in this state */
        status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
        /** @description Placed at this time or later */
        "createdAt.gte": string;
        /** @description Placed at this time or earlier */
        "createdAt.lte": string;
        /** @description TypeID with prefix ord_ */
        orderId: string;
        /** @description The `seq` of the last entry that is known */
        lastEventId: number;
        /** @description The id of the last event that was received: the stream goes on after it. It wins over `lastEventId` */
        "Last-Event-ID": number;
        /** @description TypeID with prefix ret_ */
        returnId: string;
        /** @description TypeID with prefix pay_ */
        paymentId: string;
        /** @description TypeID with prefix pmt_ */
        paymentMethodId: string;
        /** @description TypeID with prefix prm_ */
        promotionId: string;
        /** @description Such as `SPRING-10` */
        code: string;
        /** @description TypeID with prefix shm_ */
        shippingMethodId: string;
        /** @description TypeID with prefix txr_ */
        taxRateId: string;
        /** @description TypeID with prefix loc_ */
        locationId: string;
        /** @description TypeID with prefix stk_ */
        stocktakeId: string;
        /** @description TypeID with prefix opr_ */
        operationId: string;
    };
    requestBodies: never;
    headers: {
        /** @description Names this request to the people who run the system */
        "Request-Id": string;
        /** @description The limits that hold for you: `q` requests in `w` seconds (draft-ietf-httpapi-ratelimit-headers-11) */
        "RateLimit-Policy": string;
        /** @description What is left of each: `r` requests; after `t` seconds there will be more */
        RateLimit: string;
        /** @description The version this is answered in */
        "Api-Version": string;
        /** @description `rel="next"`: the address of the next page; `rel="deprecation"`: what to do instead (RFC 8288) */
        Link: string;
        /** @description Where to find what was made */
        Location: string;
        /** @description Names exactly these bytes, behind the version of what they show: for If-None-Match and If-Match */
        ETag: string;
        /** @description What the guest that you are now is known by: send it with every request */
        "Cart-Token": string;
        /** @description How long caches may keep the answer */
        "Cache-Control": string;
        /** @description `true` if this repeats the answer to an earlier request with the same key */
        "Idempotency-Replayed": string;
        /** @description The preferences that this answer follows */
        "Preference-Applied": string;
        /** @description Seconds to wait before the next try */
        "Retry-After": number;
        /** @description Where the time went, in milliseconds */
        "Server-Timing": string;
        /** @description How to authenticate (RFC 6750) */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    registerUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["ApiKeyInvalid"];
            /** @description There is an account with this e-mail address */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["EmailTakenProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description This password is too easy to guess */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PasswordTooWeakProblem"];
                };
            };
            429: components["responses"]["QuotaExceededOrAbnormalUsageDetected"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            /** @description E-mail address or password is wrong; This API key is unknown, expired or revoked */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["WrongCredentialsProblem"] | components["schemas"]["ApiKeyInvalidProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceededOrAbnormalUsageDetected"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            /** @description This refresh token is unknown, spent or expired; This API key is unknown, expired or revoked */
            401: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RefreshTokenInvalidProblem"] | components["schemas"]["ApiKeyInvalidProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceededOrAbnormalUsageDetected"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readKeys: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JsonWebKeySet"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["ApiKeyInvalid"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readMe: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: components["parameters"]["fields"];
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    scopes: components["schemas"]["ApiKeyScope"][];
                    /**
                     * Format: date
                     * @description What the key gets where a request names no Api-Version
                     */
                    apiVersion?: string;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC, with milliseconds
                     */
                    expiresAt?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The end of an API key lies in the future; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["EndPassedProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readApiKey: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: components["parameters"]["fields"];
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix key_ */
                apiKeyId: components["parameters"]["apiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix key_ */
                apiKeyId: components["parameters"]["apiKeyId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Words to look for */
                q?: string;
                /** @description A name for addresses: small letters, digits and hyphens */
                category?: string;
                /** @description Integer minor units */
                "price[gte]"?: number;
                /** @description Integer minor units */
                "price[lte]"?: number;
                /** @description Whether it can be ordered now */
                inStock?: boolean;
                /** @description A minus: the greatest first */
                sort?: "name" | "-name" | "price" | "-price" | "-createdAt";
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProductSummary"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["ApiKeyInvalid"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: string;
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A name for addresses: small letters, digits and hyphens */
                    slug: string;
                    name: string;
                    description: string;
                    brand: string;
                    /** @description A name for addresses: small letters, digits and hyphens */
                    category: string;
                    attributes?: {
                        [key: string]: string;
                    };
                    variants: {
                        /** @description Stock keeping unit */
                        sku: string;
                        title: string;
                        options?: {
                            [key: string]: string;
                        };
                        price: {
                            /** @description Integer minor units */
                            amount: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                        weightGrams?: number;
                        /** @description Such as `standard`, `reduced`, `zero` */
                        taxClass?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description Another product has this slug; Another product has this SKU; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SlugTakenProblem"] | components["schemas"]["SkuTakenProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description A product has each of its SKUs once; All variants of a product are priced in one currency; There is no such category; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SkuRepeatedProblem"] | components["schemas"]["CurrencyMixedProblem"] | components["schemas"]["CategoryUnknownProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readProduct: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
                /** @description What to show beside its name, with commas between them: categoryPath */
                expand?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Its id, or its slug */
                productId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description TypeID with prefix prd_ */
                        id: string;
                        /** @description A name for addresses: small letters, digits and hyphens */
                        slug: string;
                        name: string;
                        description: string;
                        brand: string;
                        /** @description A name for addresses: small letters, digits and hyphens */
                        category: string;
                        attributes: {
                            [key: string]: string;
                        };
                        variants: components["schemas"]["Variant"][];
                        /** @enum {unknown} */
                        status: "active" | "archived";
                        version: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        updatedAt: string;
                        categoryPath?: components["schemas"]["Category"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["ApiKeyInvalid"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    archiveProduct: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description TypeID with prefix prd_ */
                productId: components["parameters"]["productId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateProduct: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix prd_ */
                productId: components["parameters"]["productId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A name for addresses: small letters, digits and hyphens */
                    slug?: string;
                    name?: string;
                    description?: string;
                    brand?: string;
                    /** @description A name for addresses: small letters, digits and hyphens */
                    category?: string;
                    /** @description Added to the ones there are; null takes one away */
                    attributes?: {
                        [key: string]: string | null;
                    };
                    variants?: {
                        /** @description Stock keeping unit */
                        sku: string;
                        title: string;
                        options?: {
                            [key: string]: string;
                        };
                        price: {
                            /** @description Integer minor units */
                            amount: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                        weightGrams?: number;
                        /** @description Such as `standard`, `reduced`, `zero` */
                        taxClass?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Product"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Another product has this slug; Another product has this SKU */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SlugTakenProblem"] | components["schemas"]["SkuTakenProblem"];
                };
            };
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description A product has each of its SKUs once; All variants of a product are priced in one currency; There is no such category; A product has 30 attributes at most */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SkuRepeatedProblem"] | components["schemas"]["CurrencyMixedProblem"] | components["schemas"]["CategoryUnknownProblem"] | components["schemas"]["AttributesTooManyProblem"];
                };
            };
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listCategories: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Category"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["ApiKeyInvalid"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readCart: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
                /** @description What to show beside its name, with commas between them: lines.product */
                expand?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string | null;
                        lines: {
                            /** @description Stock keeping unit */
                            sku: string;
                            /** @description TypeID with prefix prd_ */
                            productId: string;
                            name: string;
                            title: string;
                            quantity: number;
                            unitPrice: components["schemas"]["Money"];
                            discount: components["schemas"]["Money"];
                            /** @description Parts of a million: 190000 is 19 % */
                            taxRatePpm: number;
                            tax: components["schemas"]["Money"];
                            total: components["schemas"]["Money"];
                            product?: components["schemas"]["ProductSummary"] | null;
                        }[];
                        subtotal: components["schemas"]["Money"];
                        discount: components["schemas"]["Money"];
                        shipping: components["schemas"]["Money"];
                        tax: components["schemas"]["Money"];
                        /** @description Whether the prices have the tax in them */
                        taxIncluded: boolean;
                        total: components["schemas"]["Money"];
                        discounts: components["schemas"]["Discount"][];
                        /** @description What is not in the total yet, since nobody has said where the goods go */
                        toBeAdded: "shipping"[];
                        /** @description Such as `SPRING-10` */
                        couponCode?: string;
                        /** @description In the cart, but no longer for sale; not part of the total */
                        unavailable: string[];
                        notices: ({
                            /** @constant */
                            type: "price-changed";
                            /** @description Stock keeping unit */
                            sku: string;
                            from: components["schemas"]["Money"];
                            to: components["schemas"]["Money"];
                        } | {
                            /** @constant */
                            type: "low-availability";
                            /** @description Stock keeping unit */
                            sku: string;
                            available: number;
                        } | {
                            /** @constant */
                            type: "unavailable";
                            /** @description Stock keeping unit */
                            sku: string;
                        } | {
                            /** @constant */
                            type: "coupon-refused";
                            /** @description Such as `SPRING-10` */
                            code: string;
                            problem: string;
                            detail: string;
                        })[];
                        version: number;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    clearCart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    quoteCart: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where it goes */
                    destination?: {
                        /** @description ISO 3166-1 alpha-2 */
                        country: string;
                        region?: string;
                        postalCode?: string;
                    };
                    /** @description TypeID with prefix shm_ */
                    shippingMethod?: string;
                    /** @description Such as `SPRING-10` */
                    couponCode?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: components["schemas"]["CartLine"][];
                        subtotal: components["schemas"]["Money"];
                        discount: components["schemas"]["Money"];
                        shipping: components["schemas"]["Money"];
                        tax: components["schemas"]["Money"];
                        /** @description Whether the prices have the tax in them */
                        taxIncluded: boolean;
                        total: components["schemas"]["Money"];
                        discounts: components["schemas"]["Discount"][];
                        shippingMethod?: {
                            /** @description TypeID with prefix shm_ */
                            id: string;
                            name: string;
                            amount: components["schemas"]["Money"];
                            /** @description At which rate it is taxed; older orders do not say */
                            taxRatePpm?: number;
                        };
                        /** @description The ways to send it there, the cheapest first */
                        shippingOptions: components["schemas"]["ChosenShipping"][];
                    };
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description A product in the cart can no longer be bought; The coupon is no longer valid; The coupon has been used as often as it may be */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductUnavailableProblem"] | components["schemas"]["CouponExpiredProblem"] | components["schemas"]["CouponExhaustedProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The cart is empty; The goods cannot be sent there that way; There is no such coupon; The coupon is not for this cart */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CartEmptyProblem"] | components["schemas"]["ShippingUnavailableProblem"] | components["schemas"]["CouponUnknownProblem"] | components["schemas"]["CouponNotApplicableProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            /** @description Nobody can say right now how this is taxed; Nobody can answer this right now; There is more work than can be done right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TaxUnavailableProblem"] | components["schemas"]["UnavailableProblem"] | components["schemas"]["OverloadedProblem"];
                };
            };
            504: components["responses"]["TimedOut"];
        };
    };
    putCartLine: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cart-Token": components["headers"]["Cart-Token"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cart-Token": components["headers"]["Cart-Token"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description A product in the cart can no longer be bought */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProductUnavailableProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The cart has as many lines as a cart can have */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CartFullProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    removeCartLine: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    putCartCoupon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as `SPRING-10` */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cart"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description The coupon is no longer valid; The coupon has been used as often as it may be */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CouponExpiredProblem"] | components["schemas"]["CouponExhaustedProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The cart is empty; There is no such coupon; The coupon is not for this cart */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CartEmptyProblem"] | components["schemas"]["CouponUnknownProblem"] | components["schemas"]["CouponNotApplicableProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    removeCartCoupon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Those in this state */
                status?: components["parameters"]["status"];
                /** @description Placed at this time or later */
                "createdAt[gte]"?: components["parameters"]["createdAt.gte"];
                /** @description Placed at this time or earlier */
                "createdAt[lte]"?: components["parameters"]["createdAt.lte"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
                /** @description What to show beside its name, with commas between them: payments */
                expand?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description TypeID with prefix ord_ */
                            id: string;
                            number: string;
                            /** @enum {unknown} */
                            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                            total: components["schemas"]["Money"];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, with milliseconds
                             */
                            createdAt: string;
                            payments?: components["schemas"]["Payment"][];
                        }[];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    placeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `wait=n`: wait up to n seconds for the end (at most 30, else 10); `respond-async`: do not wait for it; `return=minimal`: no body. Anything else is passed over */
                Prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A token of the provider, or a payment method that is kept; left out, the default among those */
                    paymentMethod?: string;
                    shippingAddress: components["schemas"]["Address"];
                    billingAddress?: {
                        name: string;
                        line1: string;
                        line2?: string;
                        city: string;
                        postalCode: string;
                        region?: string;
                        /** @description ISO 3166-1 alpha-2 */
                        country: string;
                    };
                    /** @description TypeID with prefix shm_ */
                    shippingMethod?: string;
                    /** @description What is to be known about the order */
                    remark?: string;
                    /**
                     * Format: email
                     * @description Where to write to: of guests, and only of them
                     */
                    email?: string;
                    /**
                     * @description `fail`, the default: an order whose card is declined has ended; `wait`: it waits, with its stock held, for another card
                     * @enum {unknown}
                     */
                    ifDeclined?: "fail" | "wait";
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Accepted and not finished: look again at Location */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description This operation needs an Idempotency-Key; The request does not match its contract; This version of the API is not spoken here; The body is not JSON that is accepted here */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["IdempotencyKeyMissingProblem"] | components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"] | components["schemas"]["InvalidJsonProblem"];
                };
            };
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            /** @description The payment was declined */
            402: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentDeclinedProblem"];
                };
            };
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description There is an order for this cart already; The cart kept changing while it was being ordered; The order did not get through in time, and nothing was charged; The order can no longer change this way; The coupon is no longer valid; The coupon has been used as often as it may be; A product in the cart can no longer be bought; Not enough stock; The reservation has expired or was released; This payment has already ended; This order is already paid for with another sum; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CartAlreadyOrderedProblem"] | components["schemas"]["CartChangedProblem"] | components["schemas"]["CheckoutAbandonedProblem"] | components["schemas"]["OrderClosedProblem"] | components["schemas"]["CouponExpiredProblem"] | components["schemas"]["CouponExhaustedProblem"] | components["schemas"]["ProductUnavailableProblem"] | components["schemas"]["OutOfStockProblem"] | components["schemas"]["ReservationLostProblem"] | components["schemas"]["PaymentOverProblem"] | components["schemas"]["PaymentMismatchProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The cart is empty; A guest says where to write to; Whoever has an account is written to at its address; The goods cannot be sent there that way; There is no such coupon; The coupon is not for this cart; No payment method is named, and none is kept that could be used; The payment provider can not move this very sum; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CartEmptyProblem"] | components["schemas"]["EmailRequiredProblem"] | components["schemas"]["EmailKnownProblem"] | components["schemas"]["ShippingUnavailableProblem"] | components["schemas"]["CouponUnknownProblem"] | components["schemas"]["CouponNotApplicableProblem"] | components["schemas"]["PaymentMethodMissingProblem"] | components["schemas"]["PaymentAmountUnpayableProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            /** @description Nobody can say right now how this is taxed; Nobody can answer this right now; There is more work than can be done right now */
            503: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Retry-After": components["headers"]["Retry-After"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TaxUnavailableProblem"] | components["schemas"]["UnavailableProblem"] | components["schemas"]["OverloadedProblem"];
                };
            };
            504: components["responses"]["TimedOut"];
        };
    };
    searchOrders: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: number;
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Those in this state */
                status?: components["parameters"]["status"];
                /** @description Placed at this time or later */
                "createdAt[gte]"?: components["parameters"]["createdAt.gte"];
                /** @description Placed at this time or earlier */
                "createdAt[lte]"?: components["parameters"]["createdAt.lte"];
                /** @description With the prefix, or without */
                number?: string;
                /** @description Of the account, or what a guest gave */
                email?: string;
                /** @description Stock keeping unit */
                sku?: string;
                /** @description TypeID with prefix usr_, or gst_ for a guest */
                customerId?: string;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FoundOrder"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readOrder: {
        parameters: {
            query?: {
                /** @description As it was then; 404 before it was placed */
                asOf?: string;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
                /** @description What to show beside its name, with commas between them: timeline, payments, lines.product */
                expand?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description TypeID with prefix ord_ */
                        id: string;
                        /** @description For people to read and to say on the telephone */
                        number: string;
                        /** @enum {unknown} */
                        status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                        /** @description TypeID with prefix usr_, or gst_ for a guest */
                        customerId: string;
                        /** Format: email */
                        email?: string;
                        lines: {
                            /** @description Stock keeping unit */
                            sku: string;
                            /** @description TypeID with prefix prd_ */
                            productId: string;
                            name: string;
                            title: string;
                            quantity: number;
                            unitPrice: components["schemas"]["Money"];
                            discount: components["schemas"]["Money"];
                            /** @description Parts of a million: 190000 is 19 % */
                            taxRatePpm: number;
                            tax: components["schemas"]["Money"];
                            total: components["schemas"]["Money"];
                            /** @description How many had yet to come when it was placed */
                            backordered?: number;
                            /**
                             * Format: date-time
                             * @description When those were expected, if that was known
                             */
                            expectedAt?: string;
                            /** @description How many have been sent */
                            shipped: number;
                            /** @description How many of those came back */
                            returned: number;
                            product?: components["schemas"]["ProductSummary"] | null;
                        }[];
                        subtotal: components["schemas"]["Money"];
                        discount: components["schemas"]["Money"];
                        shipping: components["schemas"]["Money"];
                        tax: components["schemas"]["Money"];
                        /** @description Whether the prices have the tax in them */
                        taxIncluded: boolean;
                        total: components["schemas"]["Money"];
                        discounts: components["schemas"]["Discount"][];
                        refunded: components["schemas"]["Money"];
                        shippingMethod?: {
                            /** @description TypeID with prefix shm_ */
                            id: string;
                            name: string;
                            amount: components["schemas"]["Money"];
                            /** @description At which rate it is taxed; older orders do not say */
                            taxRatePpm?: number;
                        };
                        /** @description Such as `SPRING-10` */
                        couponCode?: string;
                        shippingAddress: components["schemas"]["Address"];
                        billingAddress?: {
                            name: string;
                            line1: string;
                            line2?: string;
                            city: string;
                            postalCode: string;
                            region?: string;
                            /** @description ISO 3166-1 alpha-2 */
                            country: string;
                        };
                        remark?: string;
                        /** @description The return whose goods it replaces */
                        exchangeOf?: string;
                        nextAction?: {
                            /** @constant */
                            type: "authenticate";
                            /** @description For the provider's client library */
                            clientSecret: string;
                        } | {
                            /** @constant */
                            type: "replace_payment_method";
                        };
                        /** @description Why the order came to nothing, or why its card was not taken */
                        problem?: {
                            code: string;
                            title: string;
                        };
                        version: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        updatedAt: string;
                        timeline?: {
                            seq: number;
                            type: string;
                            /** @enum {unknown} */
                            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, with milliseconds
                             */
                            at: string;
                            /** @description What happened, in plain words */
                            text: string;
                            /** @description What was noted, or why it happened */
                            note?: string;
                            /** @description Who did it; for staff */
                            actor?: string;
                            /** @description The request that led to it, as logs and traces call it; for staff */
                            cause?: string;
                        }[];
                        payments?: components["schemas"]["Payment"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readTimeline: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            seq: number;
                            type: string;
                            /** @enum {unknown} */
                            status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, with milliseconds
                             */
                            at: string;
                            /** @description What happened, in plain words */
                            text: string;
                            /** @description What was noted, or why it happened */
                            note?: string;
                            /** @description Who did it; for staff */
                            actor?: string;
                            /** @description The request that led to it, as logs and traces call it; for staff */
                            cause?: string;
                        }[];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    explainOrder: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderWhy"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    resolveOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of what is told by `why`; without it, its checkout */
                    sagaId?: string;
                    /** @enum {unknown} */
                    action: "retry" | "skip" | "compensate";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resolved"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The order does not stand where this can be done; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ResolutionImpossibleProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    addNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    text: string;
                    public?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        seq: number;
                        type: string;
                        /** @enum {unknown} */
                        status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        at: string;
                        /** @description What happened, in plain words */
                        text: string;
                        /** @description What was noted, or why it happened */
                        note?: string;
                        /** @description Who did it; for staff */
                        actor?: string;
                        /** @description The request that led to it, as logs and traces call it; for staff */
                        cause?: string;
                    };
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    payOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `wait=n`: wait up to n seconds for the end (at most 30, else 10); `respond-async`: do not wait for it; `return=minimal`: no body. Anything else is passed over */
                Prefer?: string;
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description A token of the provider for this once (`pm_…`), or one of the payment methods that are kept (`pmt_…`) */
                    paymentMethod: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Accepted and not finished: look again at Location */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The order does not wait for another payment method; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentNotAwaitedProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    followOrder: {
        parameters: {
            query?: {
                /** @description The `seq` of the last entry that is known */
                lastEventId?: components["parameters"]["lastEventId"];
            };
            header?: {
                /** @description The id of the last event that was received: the stream goes on after it. It wins over `lastEventId` */
                "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: what was missed, then what happens, as it happens. Each has a name (`cart.abandoned`, `order.awaiting_payment`, `order.cancelled`, `order.confirmed`, `order.created`, `order.delivered`, `order.exchange_failed`, `order.exchanged`, `order.failed`, `order.noted`, `order.payment_replaced`, `order.refunded`, `order.reimbursed`, `order.resolved`, `order.return_approved`, `order.return_received`, `order.return_refused`, `order.return_requested`, `order.shipped`, others later), its place as its id, and as its data the first of these shapes. The last one is called `end`, has no id, and its data is the second */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        seq: number;
                        type: string;
                        /** @enum {unknown} */
                        status: "pending" | "awaiting_payment" | "confirmed" | "partially_shipped" | "shipped" | "delivered" | "rejected" | "payment_failed" | "cancelled" | "returned";
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        at: string;
                        /** @description What happened, in plain words */
                        text: string;
                        /** @description What was noted, or why it happened */
                        note?: string;
                        /** @description Who did it; for staff */
                        actor?: string;
                        /** @description The request that led to it, as logs and traces call it; for staff */
                        cause?: string;
                    } | {
                        /** @description `final`: nothing more can happen, and whoever comes back is answered 204. `closing`: come back, another server answers. `token-invalid`: come back with a fresh token. Otherwise the code of a problem */
                        reason: string;
                        detail?: string;
                    };
                };
            };
            /** @description Nothing more will happen: do not come back */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            429: components["responses"]["QuotaExceededOrTooManyStreams"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readCancellation: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Customers read what they gave themselves, and staff all */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            /** @description Accepted and not finished: look again at Location */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Cancellation"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The order can no longer change this way; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OrderClosedProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listShipments: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Shipment"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    shipOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each SKU once */
                    lines: {
                        /** @description Stock keeping unit */
                        sku: string;
                        quantity: number;
                    }[];
                    carrier: string;
                    trackingNumber?: string;
                    /** @description Where to see how far it has come */
                    trackingUrl?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The order can no longer change this way; Its stock and its money are still on their way to us, so nothing of it can be sent yet; There are not so many of them to do this with; This payment has already ended; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OrderClosedProblem"] | components["schemas"]["OrderUnfinishedProblem"] | components["schemas"]["NotThatManyProblem"] | components["schemas"]["PaymentOverProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["LineRepeatedOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    deliverShipment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix shp_ */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Shipment"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listReturnsOfOrder: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Return"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    requestReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each SKU once */
                    lines: {
                        /** @description Stock keeping unit */
                        sku: string;
                        quantity: number;
                    }[];
                    reason: string;
                    /** @description What is wanted for them: ordered once all of them are back, at the prices of that day, and sent at no charge. They themselves are paid back in any case */
                    exchange?: {
                        /** @description Each SKU once */
                        lines: {
                            /** @description Stock keeping unit */
                            sku: string;
                            quantity: number;
                        }[];
                        /** @description What they are paid with; left out, the default of what is kept for the customer, or else what the order was paid with, if that can be charged again */
                        paymentMethod?: string;
                    };
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The order can no longer change this way; There are not so many of them to do this with; A product in the cart can no longer be bought; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["OrderClosedProblem"] | components["schemas"]["NotThatManyProblem"] | components["schemas"]["ProductUnavailableProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description A SKU is named twice; The order was not paid for, so there is nothing to pay an exchange with; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LineRepeatedProblem"] | components["schemas"]["PaymentMethodRequiredProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listReturns: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description `received`: the pieces are back, and the money is on its way; `done`: it has left */
                status?: "requested" | "approved" | "refused" | "received" | "done";
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Return"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readReturn: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ret_ */
                returnId: components["parameters"]["returnId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    approveReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix ret_ */
                returnId: components["parameters"]["returnId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ReturnClosed"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    refuseReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix ret_ */
                returnId: components["parameters"]["returnId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["ReturnClosed"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    receiveReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix ret_ */
                returnId: components["parameters"]["returnId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Each SKU once; of what is left out nothing came */
                    lines: {
                        /** @description Stock keeping unit */
                        sku: string;
                        restocked: number;
                        writtenOff: number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Return"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The return can no longer change this way; There are not so many of them to do this with; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ReturnClosedProblem"] | components["schemas"]["NotThatManyProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["LineRepeatedOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listDocuments: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {unknown} */
                            kind: "invoice" | "credit-note";
                            /** @description Counted without a gap */
                            number: number;
                            /** @description As it stands on the document */
                            name: string;
                            total: components["schemas"]["Money"];
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, with milliseconds
                             */
                            issuedAt: string;
                        }[];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readInvoice: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description An order has an invoice once it is paid, and only then */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["NotInvoicedProblem"];
                };
            };
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readCreditNote: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
                /** @description Counted without a gap */
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": unknown;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix ord_ */
                orderId: components["parameters"]["orderId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Payment"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readPayment: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix pay_ */
                paymentId: components["parameters"]["paymentId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description TypeID with prefix pay_ */
                        id: string;
                        /** @description TypeID with prefix ord_ */
                        orderId: string;
                        status: components["schemas"]["PaymentStatus"];
                        amount: components["schemas"]["Money"];
                        captured: components["schemas"]["Money"];
                        refunded: components["schemas"]["Money"];
                        failure: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        createdAt: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        updatedAt: string;
                        refunds: components["schemas"]["Refund"][];
                        /** @description What was tried before this, the oldest first */
                        declined: {
                            attempt: number;
                            failure: string | null;
                            declineCode: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, UTC, with milliseconds
                             */
                            replacedAt: string;
                        }[];
                        /** @description Whether the holder of the card says that they never paid */
                        dispute: ("open" | "won" | "lost") | null;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrCartTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    reimbursePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix pay_ */
                paymentId: components["parameters"]["paymentId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In minor units of its currency; left out, all that is left of it */
                    amount?: number;
                    /** @description Its customer reads it */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refund"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description There is not so much left to give back; The holder of the card disputes this payment, and nothing is given back before that is decided; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RefundTooLargeProblem"] | components["schemas"]["PaymentInDisputeProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The payment provider can not move this very sum; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentAmountUnpayableProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listPaymentMethods: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PaymentMethod"][];
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    setUpPaymentMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    paymentMethod?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethodSetup"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            /** @description The bank does not let this card be kept */
            402: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["PaymentMethodDeclinedProblem"];
                };
            };
            403: components["responses"]["Forbidden"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readPaymentMethod: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix pmt_ */
                paymentMethodId: components["parameters"]["paymentMethodId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethod"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    detachPaymentMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix pmt_ */
                paymentMethodId: components["parameters"]["paymentMethodId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    makePaymentMethodDefault: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix pmt_ */
                paymentMethodId: components["parameters"]["paymentMethodId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentMethod"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listTransactions: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: number;
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description TypeID with prefix pay_ */
                paymentId?: string;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Transaction"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readStore: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateStore: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether the prices of the catalogue have the tax in them */
                    pricesIncludeTax?: boolean;
                    /** @description ISO 3166-1 alpha-2 */
                    country?: string;
                    region?: string | null;
                    /** @description Before the number of every order */
                    orderPrefix?: string;
                    /**
                     * @description When the money of an order is taken that was reserved for it. `shipment`: with each parcel what that is worth, with the first one what sending costs; all of it with the first one where the card can not be charged in parts; and what is left a day before the bank would let go of it
                     * @enum {unknown}
                     */
                    captureOn?: "confirmation" | "shipment";
                    /** @description Who stands on invoices and credit notes as their sender */
                    seller?: components["schemas"]["Seller"] | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Store"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Promotion"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createPromotion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    benefit: {
                        /** @constant */
                        kind: "percentage";
                        /** @description Whole per cent */
                        percent: number;
                    } | {
                        /** @constant */
                        kind: "fixed";
                        amount: components["schemas"]["Money"];
                    } | {
                        /** @constant */
                        kind: "buy-x-get-y";
                        buy: number;
                        get: number;
                        /** @description Whole per cent */
                        percent: number;
                    } | {
                        /** @constant */
                        kind: "tiers";
                        /** @description ISO 4217 */
                        currency: string;
                        tiers: {
                            /** @description Integer minor units */
                            from: number;
                            /** @description Whole per cent */
                            percent: number;
                        }[];
                    } | {
                        /** @constant */
                        kind: "free-shipping";
                    };
                    conditions?: {
                        categories?: string[];
                        skus?: string[];
                        /** @description What the goods it is for must cost, at the prices of the catalogue */
                        minimum?: {
                            /** @description Integer minor units */
                            amount: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                        /** @description Whether it must be the customer's first */
                        firstOrder?: boolean;
                    };
                    /** @description The lowest is applied first */
                    priority?: number;
                    /** @description Whether it is given beside no other one */
                    exclusive?: boolean;
                    /** @description Whether only a coupon gives it */
                    couponOnly?: boolean;
                    startsAt?: string | null;
                    endsAt?: string | null;
                    /** @description One that is not is given to nobody; so a promotion is ended */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The rule contradicts itself or what there is; There is no such category; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RuleInvalidProblem"] | components["schemas"]["CategoryUnknownProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readPromotion: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix prm_ */
                promotionId: components["parameters"]["promotionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updatePromotion: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix prm_ */
                promotionId: components["parameters"]["promotionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    benefit?: {
                        /** @constant */
                        kind: "percentage";
                        /** @description Whole per cent */
                        percent: number;
                    } | {
                        /** @constant */
                        kind: "fixed";
                        amount: components["schemas"]["Money"];
                    } | {
                        /** @constant */
                        kind: "buy-x-get-y";
                        buy: number;
                        get: number;
                        /** @description Whole per cent */
                        percent: number;
                    } | {
                        /** @constant */
                        kind: "tiers";
                        /** @description ISO 4217 */
                        currency: string;
                        tiers: {
                            /** @description Integer minor units */
                            from: number;
                            /** @description Whole per cent */
                            percent: number;
                        }[];
                    } | {
                        /** @constant */
                        kind: "free-shipping";
                    };
                    conditions?: {
                        categories?: string[];
                        skus?: string[];
                        /** @description What the goods it is for must cost, at the prices of the catalogue */
                        minimum?: {
                            /** @description Integer minor units */
                            amount: number;
                            /** @description ISO 4217 */
                            currency: string;
                        };
                        /** @description Whether it must be the customer's first */
                        firstOrder?: boolean;
                    };
                    /** @description The lowest is applied first */
                    priority?: number;
                    /** @description Whether it is given beside no other one */
                    exclusive?: boolean;
                    /** @description Whether only a coupon gives it */
                    couponOnly?: boolean;
                    startsAt?: string | null;
                    endsAt?: string | null;
                    /** @description One that is not is given to nobody; so a promotion is ended */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The rule contradicts itself or what there is; There is no such category */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RuleInvalidProblem"] | components["schemas"]["CategoryUnknownProblem"];
                };
            };
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listCoupons: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Coupon"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createCoupon: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: string;
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Such as `SPRING-10` */
                    code: string;
                    /** @description TypeID with prefix prm_ */
                    promotionId: string;
                    mostUses?: number | null;
                    /** @description Guests are told apart by their Cart-Token alone */
                    mostUsesPerCustomer?: number | null;
                    startsAt?: string | null;
                    endsAt?: string | null;
                    /** @description One that is not is given to nobody; so a promotion is ended */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coupon"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description There is a coupon with this code; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["CouponTakenProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleInvalidOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readCoupon: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Such as `SPRING-10` */
                code: components["parameters"]["code"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coupon"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateCoupon: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Such as `SPRING-10` */
                code: components["parameters"]["code"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    mostUses?: number | null;
                    /** @description Guests are told apart by their Cart-Token alone */
                    mostUsesPerCustomer?: number | null;
                    startsAt?: string | null;
                    endsAt?: string | null;
                    /** @description One that is not is given to nobody; so a promotion is ended */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Coupon"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleInvalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listShippingMethods: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ShippingMethod"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createShippingMethod: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description Where it goes; everywhere if there are none */
                    zones?: components["schemas"]["Zone"][];
                    rates: components["schemas"]["ShippingRates"];
                    /** @description Such as `standard`, `reduced`, `zero` */
                    taxClass?: string;
                    /** @description One that is not is offered to nobody */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethod"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleInvalidOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readShippingMethod: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix shm_ */
                shippingMethodId: components["parameters"]["shippingMethodId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethod"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    deleteShippingMethod: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description TypeID with prefix shm_ */
                shippingMethodId: components["parameters"]["shippingMethodId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateShippingMethod: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix shm_ */
                shippingMethodId: components["parameters"]["shippingMethodId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Where it goes; everywhere if there are none */
                    zones?: components["schemas"]["Zone"][];
                    rates?: {
                        /** @enum {unknown} */
                        by: "weight" | "price";
                        /** @description ISO 4217 */
                        currency: string;
                        tiers: {
                            /** @description Grams or minor units; null: whatever it is */
                            upTo: number | null;
                            /** @description Integer minor units */
                            amount: number;
                        }[];
                    };
                    /** @description Such as `standard`, `reduced`, `zero` */
                    taxClass?: string;
                    /** @description One that is not is offered to nobody */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingMethod"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["RuleInvalid"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listTaxRates: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TaxRate"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createTaxRate: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: string;
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @description ISO 3166-1 alpha-2 */
                    country: string;
                    region?: string | null;
                    /** @description Such as `standard`, `reduced`, `zero` */
                    taxClass: string;
                    /** @description Parts of a million: 190000 is 19 % */
                    ratePpm: number;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRate"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description There is a rate for this place and class; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["TaxRateTakenProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readTaxRate: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix txr_ */
                taxRateId: components["parameters"]["taxRateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRate"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    deleteTaxRate: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description TypeID with prefix txr_ */
                taxRateId: components["parameters"]["taxRateId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateTaxRate: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix txr_ */
                taxRateId: components["parameters"]["taxRateId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description Parts of a million: 190000 is 19 % */
                    ratePpm?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxRate"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listLocations: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Location"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    createLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people call it, such as `MAIN` */
                    code: string;
                    name: string;
                    /** @description The lower, the sooner goods are taken from it */
                    priority?: number;
                    /** @description Where it is near to; everywhere if there are none */
                    zones?: components["schemas"]["Zone"][];
                    /** @description From one that is not no order is served */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            /** @description There is a location with this code; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LocationTakenProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readLocation: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix loc_ */
                locationId: components["parameters"]["locationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    deleteLocation: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
            };
            path: {
                /** @description TypeID with prefix loc_ */
                locationId: components["parameters"]["locationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description Goods lie there, or did */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LocationInUseProblem"];
                };
            };
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateLocation: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description TypeID with prefix loc_ */
                locationId: components["parameters"]["locationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description The lower, the sooner goods are taken from it */
                    priority?: number;
                    /** @description Where it is near to; everywhere if there are none */
                    zones?: components["schemas"]["Zone"][];
                    /** @description From one that is not no order is served */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Location"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listStocks: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description How the SKU begins */
                sku?: string;
                /** @description TypeID with prefix loc_ */
                locationId?: string;
                /** @description Whether something is on hand and promised to nobody */
                inStock?: boolean;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Stock"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readStockRules: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockRules"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateStockRules: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Where the goods of an order come from: by the priority of locations, first from those near to where they go, or from as few as can be
                     * @enum {unknown}
                     */
                    allocation?: "priority" | "nearest" | "fewest-parcels";
                    /** @description Members of the staff who are written to when something runs low */
                    lowStockMailTo?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StockRules"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listLowStocks: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description TypeID with prefix loc_ */
                locationId?: string;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Stock"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readStock: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    updateStock: {
        parameters: {
            query?: never;
            header: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have seen. If there is a newer version the answer is 412, and shows it. `*` is any */
                "If-Match": components["parameters"]["If-Match"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where; left out, it is the main location */
                    locationId?: string;
                    /** @description When this few are left, staff are told */
                    threshold?: number | null;
                    policy?: {
                        /** @constant */
                        kind: "deny";
                    } | {
                        /** @constant */
                        kind: "backorder";
                        /** @description How many may be promised beyond what is there */
                        limit: number;
                    } | {
                        /** @constant */
                        kind: "preorder";
                        /** @description How many may be promised beyond what is there */
                        limit: number;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        until: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The stock would fall below what is reserved */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StockTooLowProblem"];
                };
            };
            412: components["responses"]["PreconditionFailedWithETag"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description There is no such location */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LocationUnknownProblem"];
                };
            };
            428: components["responses"]["PreconditionRequired"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    adjustStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    delta: number;
                    /** @description Where; left out, it is the main location */
                    locationId?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            409: components["responses"]["StockTooLowOrStockTooHighOrRequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["LocationUnknownOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    receiveStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                    /** @description Where; left out, it is the main location */
                    locationId?: string;
                    /** @description The supplier's name for the delivery */
                    reference?: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The stock would be more than can be kept; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StockTooHighProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["LocationUnknownOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    transferStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    quantity: number;
                    /** @description TypeID with prefix loc_ */
                    fromLocationId: string;
                    /** @description TypeID with prefix loc_ */
                    toLocationId: string;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stock"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            409: components["responses"]["StockTooLowOrStockTooHighOrRequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description There is no such location; The goods are there already; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["LocationUnknownProblem"] | components["schemas"]["LocationSameProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    openStocktake: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Where; left out, it is the main location */
                    locationId?: string;
                };
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stocktake"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description Somebody is counting there; Goods that were sold have yet to come; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StocktakeOpenProblem"] | components["schemas"]["StockOwedProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["LocationUnknownOrIdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readStocktake: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix stk_ */
                stocktakeId: components["parameters"]["stocktakeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stocktake"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    abandonStocktake: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description TypeID with prefix stk_ */
                stocktakeId: components["parameters"]["stocktakeId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description The stocktake has come to its end */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StocktakeClosedProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    countStocktake: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
            };
            path: {
                /** @description TypeID with prefix stk_ */
                stocktakeId: components["parameters"]["stocktakeId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    counted: number;
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Stocktake"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFoundWithIdempotency-Replayed"];
            /** @description The stocktake has come to its end; Goods that were sold have yet to come; The stock would fall below what is reserved; The stock would be more than can be kept; The first request with this key is still running */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["StocktakeClosedProblem"] | components["schemas"]["StockOwedProblem"] | components["schemas"]["StockTooLowProblem"] | components["schemas"]["StockTooHighProblem"] | components["schemas"]["RequestInProgressProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyKeyReused"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listMovements: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description TypeID with prefix loc_ */
                locationId?: string;
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Movement"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listReservations: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Reservation"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    forecastStock: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: components["parameters"]["sku"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Stock keeping unit */
                        sku: string;
                        available: number;
                        soldPerDay: number;
                        /** @description null: nothing was sold */
                        daysLeft: number | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC, with milliseconds
                         */
                        since: string;
                    };
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    subscribeToStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            /** @description It can be had already */
            409: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["InStockProblem"];
                };
            };
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    unsubscribeFromStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description Stock keeping unit */
                sku: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    importStock: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description Your own name for this command. Sending it again with the same key acts once and answers the same */
                "Idempotency-Key"?: components["parameters"]["Idempotency-Key"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description CSV with the header `sku,onHand` or `sku,location,onHand`, or a JSON object of these members a line
                     * @enum {unknown}
                     */
                    format: "csv" | "ndjson";
                    /** @description At most 10,000 rows */
                    content: string;
                };
                "text/csv": string;
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Made */
            201: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            /** @description Accepted and not finished: look again at Location */
            202: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    "Retry-After": components["headers"]["Retry-After"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJsonOrIdempotencyKeyMissing"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            409: components["responses"]["RequestInProgress"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The list cannot be read; This key was used for another request */
            422: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Idempotency-Replayed": components["headers"]["Idempotency-Replayed"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ImportInvalidProblem"] | components["schemas"]["IdempotencyKeyReusedProblem"];
                };
            };
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readOperation: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix opr_ */
                operationId: components["parameters"]["operationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Operation"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listRefusedRows: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path: {
                /** @description TypeID with prefix opr_ */
                operationId: components["parameters"]["operationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            row: number;
                            sku: string;
                            location: string | null;
                            onHand: number;
                            problem: {
                                code: string;
                                detail: string;
                            };
                        }[];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    readPreferences: {
        parameters: {
            query?: {
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    putPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description What you would like (RFC 7240). `return=minimal`: no body. Anything else is passed over */
                Prefer?: components["parameters"]["Prefer"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether to write about anything but their orders and their account */
                    marketing: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Preference-Applied": components["headers"]["Preference-Applied"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
            };
            path: {
                /** @description From the link */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknownOrInvalidJson"];
            401: components["responses"]["ApiKeyInvalid"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["PayloadTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description How many there may be on the page */
                limit?: components["parameters"]["limit"];
                /** @description `next` of the page before this one */
                cursor?: components["parameters"]["cursor"];
                /** @description `total`: also count what there is */
                include?: components["parameters"]["include"];
                /** @description Which members to show, with commas between them, and dots before the members of members; of a list, those of its items. What is not named is left out */
                fields?: string;
            };
            header?: {
                /** @description The version to be answered in. Without it, that of the API key, or the current one */
                "Api-Version"?: components["parameters"]["Api-Version"];
                /** @description The ETag of what you have: if that is still right, the answer is 304 and has no body */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Link: components["headers"]["Link"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        /** @description The cursor of the next page */
                        next: string | null;
                        /** @description How many there are on all pages; only if asked for */
                        total?: number;
                        /**
                         * @description `gte`: there are more than `total`, and nobody counted on
                         * @enum {unknown}
                         */
                        relation?: "eq" | "gte";
                    };
                };
            };
            304: components["responses"]["NotModifiedWithLink"];
            400: components["responses"]["CursorInvalidOrInvalidRequestOrApiVersionUnknownOrFieldsUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            412: components["responses"]["PreconditionFailedWithETag"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    followNotifications: {
        parameters: {
            query?: {
                /** @description The `seq` of the last entry that is known */
                lastEventId?: components["parameters"]["lastEventId"];
            };
            header?: {
                /** @description The id of the last event that was received: the stream goes on after it. It wins over `lastEventId` */
                "Last-Event-ID"?: components["parameters"]["Last-Event-ID"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events: what was missed, then what happens, as it happens. Each has a name (`notification.sent`, `notification.failed`, others later), its place as its id, and as its data the first of these shapes. The last one is called `end`, has no id, and its data is the second */
            200: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["SettledNotification"] | {
                        /** @description `final`: nothing more can happen, and whoever comes back is answered 204. `closing`: come back, another server answers. `token-invalid`: come back with a fresh token. Otherwise the code of a problem */
                        reason: string;
                        detail?: string;
                    };
                };
            };
            /** @description Nothing more will happen: do not come back */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequestOrApiVersionUnknown"];
            401: components["responses"]["UnauthorizedOrTokenInvalidOrApiKeyInvalid"];
            403: components["responses"]["Forbidden"];
            429: components["responses"]["QuotaExceededOrTooManyStreams"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header: {
                /** @description What the provider signed its body with */
                "stripe-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done; there is nothing to add */
            204: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The webhook signature does not match; The request does not match its contract; This version of the API is not spoken here */
            400: {
                headers: {
                    "Request-Id": components["headers"]["Request-Id"];
                    "Server-Timing": components["headers"]["Server-Timing"];
                    "Api-Version": components["headers"]["Api-Version"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["SignatureInvalidProblem"] | components["schemas"]["InvalidRequestProblem"] | components["schemas"]["ApiVersionUnknownProblem"];
                };
            };
            401: components["responses"]["ApiKeyInvalid"];
            413: components["responses"]["PayloadTooLarge"];
            429: components["responses"]["QuotaExceeded"];
            500: components["responses"]["Internal"];
            503: components["responses"]["UnavailableOrOverloaded"];
            504: components["responses"]["TimedOut"];
        };
    };
}
