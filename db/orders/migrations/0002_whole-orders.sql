CREATE TABLE "cancellations" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"reason" text,
	"requested_by" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_series" (
	"kind" text PRIMARY KEY NOT NULL,
	"last" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"kind" text NOT NULL,
	"number" bigint NOT NULL,
	"order_id" text NOT NULL,
	"subject_id" text NOT NULL,
	"content" jsonb NOT NULL,
	"issued_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "documents_kind_number_pk" PRIMARY KEY("kind","number")
);
--> statement-breakpoint
CREATE TABLE "return_lines" (
	"return_id" text NOT NULL,
	"sku" text NOT NULL,
	"quantity" integer NOT NULL,
	"restocked" integer DEFAULT 0 NOT NULL,
	"written_off" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "return_lines_return_id_sku_pk" PRIMARY KEY("return_id","sku"),
	CONSTRAINT "return_lines_quantity" CHECK ("return_lines"."quantity" > 0),
	CONSTRAINT "return_lines_received" CHECK ("return_lines"."restocked" >= 0 and "return_lines"."written_off" >= 0 and "return_lines"."restocked" + "return_lines"."written_off" <= "return_lines"."quantity")
);
--> statement-breakpoint
CREATE TABLE "returns" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"answer" text,
	"exchange" jsonb,
	"exchange_order_id" text,
	"currency" text NOT NULL,
	"refund" bigint DEFAULT 0 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "returns_refund" CHECK ("returns"."refund" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shipment_lines" (
	"shipment_id" text NOT NULL,
	"sku" text NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "shipment_lines_shipment_id_sku_pk" PRIMARY KEY("shipment_id","sku"),
	CONSTRAINT "shipment_lines_quantity" CHECK ("shipment_lines"."quantity" > 0)
);
--> statement-breakpoint
CREATE TABLE "shipments" (
	"id" text PRIMARY KEY NOT NULL,
	"order_id" text NOT NULL,
	"carrier" text NOT NULL,
	"tracking_number" text,
	"tracking_url" text,
	"status" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"shipped_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "coupon_customers" (
	"code" text NOT NULL,
	"customer_id" text NOT NULL,
	"used" integer NOT NULL,
	CONSTRAINT "coupon_customers_code_customer_id_pk" PRIMARY KEY("code","customer_id"),
	CONSTRAINT "coupon_customers_used" CHECK ("coupon_customers"."used" >= 0)
);
--> statement-breakpoint
CREATE TABLE "coupon_uses" (
	"order_id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"customer_id" text NOT NULL,
	"status" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"code" text PRIMARY KEY NOT NULL,
	"promotion_id" text NOT NULL,
	"most_uses" integer,
	"most_uses_per_customer" integer,
	"used" integer DEFAULT 0 NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "coupons_used" CHECK ("coupons"."used" >= 0 and ("coupons"."most_uses" is null or "coupons"."used" <= "coupons"."most_uses"))
);
--> statement-breakpoint
CREATE TABLE "promotions" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"benefit" jsonb NOT NULL,
	"conditions" jsonb NOT NULL,
	"priority" integer NOT NULL,
	"exclusive" boolean NOT NULL,
	"coupon_only" boolean NOT NULL,
	"starts_at" timestamp (3) with time zone,
	"ends_at" timestamp (3) with time zone,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "shipping_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"zones" jsonb NOT NULL,
	"rates" jsonb NOT NULL,
	"tax_class" text NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "store" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"prices_include_tax" boolean DEFAULT true NOT NULL,
	"country" text DEFAULT 'DE' NOT NULL,
	"region" text,
	"order_prefix" text DEFAULT 'TW' NOT NULL,
	"rules_version" integer DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "store_is_one" CHECK ("store"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"region" text,
	"tax_class" text NOT NULL,
	"rate_ppm" integer NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tax_rates_rate" CHECK ("tax_rates"."rate_ppm" between 0 and 1000000)
);
--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "cart_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "payment_method" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "cart_items" ADD COLUMN "seen_price" bigint;--> statement-breakpoint
ALTER TABLE "cart_items" ADD COLUMN "seen_available" integer;--> statement-breakpoint
ALTER TABLE "carts" ADD COLUMN "coupon_code" text;--> statement-breakpoint
ALTER TABLE "carts" ADD COLUMN "reminded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "order_events" ADD COLUMN "actor" text;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "tax" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "total" bigint;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "tax_rate_ppm" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "shipped" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "returned" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "prefix" text DEFAULT 'TW' NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "subtotal" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tax" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "tax_included" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discounts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "shipping_method" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "coupon_code" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "billing_address" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "remark" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "exchange_of" text;--> statement-breakpoint
-- What was sold until now had neither discounts nor taxes.
UPDATE "order_items" SET "total" = "unit_price" * "quantity";--> statement-breakpoint
UPDATE "orders" SET "subtotal" = "total";--> statement-breakpoint
-- Histories begin with the order as it was placed, and say with each entry what that changed.
UPDATE "order_events" SET "actor" = CASE WHEN "seq" = 1 THEN "orders"."customer_id" ELSE 'orders' END,
  "data" = "order_events"."data" || jsonb_build_object('changes', jsonb_build_object('status', "order_events"."status")
    || CASE WHEN "seq" = "orders"."version" THEN jsonb_build_object('clientSecret', "client_secret", 'problem', "problem") ELSE '{}' END
    || CASE WHEN "seq" > 1 THEN '{}' ELSE jsonb_build_object(
      'id', "orders"."id", 'number', "number", 'prefix', "prefix", 'customerId', "customer_id", 'email', "email",
      'cartId', "cart_id", 'currency', "currency", 'subtotal', "subtotal", 'discount', "discount", 'shipping', "shipping",
      'tax', "tax", 'total', "total", 'refunded', "refunded", 'taxIncluded', "tax_included", 'discounts', "discounts",
      'shippingMethod', "shipping_method", 'couponCode', "coupon_code", 'paymentMethod', "payment_method",
      'shippingAddress', "shipping_address", 'billingAddress', "billing_address", 'remark', "remark",
      'exchangeOf', "exchange_of", 'clientSecret', null, 'problem', null)
      || jsonb_build_object('lines', (
        SELECT jsonb_agg(jsonb_build_object('sku', "sku", 'productId', "product_id", 'name', "name", 'title', "title",
          'quantity', "quantity", 'unitPrice', jsonb_build_object('amount', "unit_price", 'currency', "currency"),
          'discount', jsonb_build_object('amount', 0, 'currency', "currency"), 'taxRatePpm', 0,
          'tax', jsonb_build_object('amount', 0, 'currency', "currency"),
          'total', jsonb_build_object('amount', "order_items"."total", 'currency', "currency"), 'shipped', 0, 'returned', 0)
          ORDER BY "position")
        FROM "order_items" WHERE "order_items"."order_id" = "orders"."id"))
    END)
FROM "orders" WHERE "orders"."id" = "order_events"."order_id";--> statement-breakpoint
ALTER TABLE "order_events" ALTER COLUMN "actor" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "order_items" ALTER COLUMN "total" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ALTER COLUMN "subtotal" SET NOT NULL;--> statement-breakpoint
INSERT INTO "store" ("id") VALUES (1);--> statement-breakpoint
INSERT INTO "document_series" ("kind", "last") VALUES ('invoice', 0), ('credit-note', 0);--> statement-breakpoint
ALTER TABLE "return_lines" ADD CONSTRAINT "return_lines_return_id_returns_id_fk" FOREIGN KEY ("return_id") REFERENCES "public"."returns"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shipment_lines" ADD CONSTRAINT "shipment_lines_shipment_id_shipments_id_fk" FOREIGN KEY ("shipment_id") REFERENCES "public"."shipments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_customers" ADD CONSTRAINT "coupon_customers_code_coupons_code_fk" FOREIGN KEY ("code") REFERENCES "public"."coupons"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_uses" ADD CONSTRAINT "coupon_uses_code_coupons_code_fk" FOREIGN KEY ("code") REFERENCES "public"."coupons"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupons" ADD CONSTRAINT "coupons_promotion_id_promotions_id_fk" FOREIGN KEY ("promotion_id") REFERENCES "public"."promotions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "cancellations_order" ON "cancellations" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_subject" ON "documents" USING btree ("kind","subject_id");--> statement-breakpoint
CREATE INDEX "documents_order" ON "documents" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "returns_order" ON "returns" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "returns_status" ON "returns" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "shipments_order" ON "shipments" USING btree ("order_id","id");--> statement-breakpoint
CREATE INDEX "coupon_uses_code" ON "coupon_uses" USING btree ("code","order_id");--> statement-breakpoint
CREATE INDEX "promotions_active" ON "promotions" USING btree ("priority") WHERE active;--> statement-breakpoint
CREATE UNIQUE INDEX "tax_rates_place" ON "tax_rates" USING btree ("country",coalesce(region, ''),"tax_class");--> statement-breakpoint
CREATE INDEX "carts_idle" ON "carts" USING btree ("updated_at") WHERE status = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "order_items_sku" ON "order_items" USING btree ("sku","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_exchange" ON "orders" USING btree ("exchange_of");--> statement-breakpoint
CREATE INDEX "orders_status" ON "orders" USING btree ("status","id");--> statement-breakpoint
CREATE INDEX "orders_email" ON "orders" USING btree ("email","id") WHERE email is not null;--> statement-breakpoint
ALTER TABLE "order_items" ADD CONSTRAINT "order_items_shipped" CHECK ("order_items"."shipped" between 0 and "order_items"."quantity" and "order_items"."returned" between 0 and "order_items"."shipped");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_refunded" CHECK ("orders"."refunded" between 0 and "orders"."total");