CREATE TABLE "locations" (
	"id" text PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"zones" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_rules" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"allocation" text DEFAULT 'priority' NOT NULL,
	"low_stock_mail_to" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "stock_rules_are_one" CHECK ("stock_rules"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "stock_import_rows" (
	"import_id" text NOT NULL,
	"row" integer NOT NULL,
	"sku" text NOT NULL,
	"location" text,
	"on_hand" bigint NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"problem" jsonb,
	CONSTRAINT "stock_import_rows_import_id_row_pk" PRIMARY KEY("import_id","row")
);
--> statement-breakpoint
CREATE TABLE "stock_imports" (
	"id" text PRIMARY KEY NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"total" integer NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"actor" text NOT NULL,
	"cause" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_subscriptions" (
	"sku" text NOT NULL,
	"user_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "stock_subscriptions_sku_user_id_pk" PRIMARY KEY("sku","user_id")
);
--> statement-breakpoint
CREATE TABLE "stocktakes" (
	"id" text PRIMARY KEY NOT NULL,
	"sku" text NOT NULL,
	"location_id" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"expected" integer NOT NULL,
	"counted" integer,
	"variance" integer,
	"note" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
INSERT INTO "locations" ("id", "code", "name") VALUES ('loc_00000000000000000000000000', 'MAIN', 'Main location');--> statement-breakpoint
INSERT INTO "stock_rules" DEFAULT VALUES;--> statement-breakpoint
-- What is there lies at the main location. A constant default is written to no row, and lets instances of before go on.
ALTER TABLE "stocks" ADD COLUMN "location_id" text DEFAULT 'loc_00000000000000000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD COLUMN "location_id" text DEFAULT 'loc_00000000000000000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "location_id" text DEFAULT 'loc_00000000000000000000000000' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movements" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "policy" text DEFAULT 'deny' NOT NULL;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "beyond" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "preorder_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "threshold" integer;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "low" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "untold" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stocks" ADD COLUMN "told" integer;--> statement-breakpoint
ALTER TABLE "stock_movements" DROP CONSTRAINT "stock_movements_sku_stocks_sku_fk";--> statement-breakpoint
ALTER TABLE "stocks" DROP CONSTRAINT "stocks_pkey";--> statement-breakpoint
ALTER TABLE "stocks" ADD CONSTRAINT "stocks_sku_location_id_pk" PRIMARY KEY("sku","location_id");--> statement-breakpoint
ALTER TABLE "reservations" DROP CONSTRAINT "reservations_order_id_sku_pk";--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_order_id_sku_location_id_pk" PRIMARY KEY("order_id","sku","location_id");--> statement-breakpoint
ALTER TABLE "stocks" DROP CONSTRAINT "stocks_cover_reservations";--> statement-breakpoint
ALTER TABLE "stocks" ADD CONSTRAINT "stocks_cover_promises" CHECK ("stocks"."reserved" >= 0 and "stocks"."reserved" <= "stocks"."on_hand" + "stocks"."beyond");--> statement-breakpoint
ALTER TABLE "stocks" ADD CONSTRAINT "stocks_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Every movement of before has its stock, as it was written: to look at all of them again would keep the shop waiting.
ALTER TABLE "stock_movements" ADD CONSTRAINT "stock_movements_sku_location_id_stocks_sku_location_id_fk" FOREIGN KEY ("sku","location_id") REFERENCES "public"."stocks"("sku","location_id") ON DELETE no action ON UPDATE no action NOT VALID;--> statement-breakpoint
ALTER TABLE "stock_import_rows" ADD CONSTRAINT "stock_import_rows_import_id_stock_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."stock_imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stocktakes" ADD CONSTRAINT "stocktakes_location_id_locations_id_fk" FOREIGN KEY ("location_id") REFERENCES "public"."locations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
DROP INDEX "order_holds_expiring";--> statement-breakpoint
CREATE UNIQUE INDEX "locations_code" ON "locations" USING btree ("code");--> statement-breakpoint
CREATE INDEX "stock_import_rows_waiting" ON "stock_import_rows" USING btree ("import_id","row") WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX "stock_import_rows_refused" ON "stock_import_rows" USING btree ("import_id","row") WHERE status = 'refused';--> statement-breakpoint
CREATE UNIQUE INDEX "stocktakes_one" ON "stocktakes" USING btree ("sku","location_id") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "order_holds_live" ON "order_holds" USING btree ("expires_at") WHERE status in ('held', 'committing');--> statement-breakpoint
CREATE INDEX "stocks_untold" ON "stocks" USING btree ("sku") WHERE untold;--> statement-breakpoint
CREATE INDEX "stocks_low" ON "stocks" USING btree ("sku") WHERE low;--> statement-breakpoint
CREATE INDEX "stocks_preorders" ON "stocks" USING btree ("preorder_until") WHERE policy = 'preorder';--> statement-breakpoint
CREATE FUNCTION "refuse_to_rewrite_movements"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	RAISE EXCEPTION 'What moved stays on record' USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER "stock_movements_stay" BEFORE UPDATE OR DELETE OR TRUNCATE ON "stock_movements" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_to_rewrite_movements"();