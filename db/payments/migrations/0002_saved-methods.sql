CREATE TABLE "method_setups" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"token" text,
	"status" text DEFAULT 'asked' NOT NULL,
	"body" text,
	"body_hash" text,
	"provider_id" text,
	"client_secret" text,
	"payment_method_id" text,
	"failure" text,
	"decline_code" text,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_customers" (
	"customer_id" text PRIMARY KEY NOT NULL,
	"provider_id" text,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payment_methods" (
	"id" text PRIMARY KEY NOT NULL,
	"customer_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"brand" text NOT NULL,
	"last4" text NOT NULL,
	"exp_month" integer NOT NULL,
	"exp_year" integer NOT NULL,
	"fingerprint" text,
	"is_default" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"detached_at" timestamp (3) with time zone,
	"next_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "method_setups" ADD CONSTRAINT "method_setups_customer_id_payment_customers_customer_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."payment_customers"("customer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_methods" ADD CONSTRAINT "payment_methods_customer_id_payment_customers_customer_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."payment_customers"("customer_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "method_setups_provider" ON "method_setups" USING btree ("provider_id");--> statement-breakpoint
CREATE INDEX "method_setups_due" ON "method_setups" USING btree ("next_at") WHERE next_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_provider" ON "payment_methods" USING btree ("provider_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payment_methods_default" ON "payment_methods" USING btree ("customer_id") WHERE is_default and detached_at is null;--> statement-breakpoint
CREATE INDEX "payment_methods_customer" ON "payment_methods" USING btree ("customer_id") WHERE detached_at is null;--> statement-breakpoint
CREATE INDEX "payment_methods_due" ON "payment_methods" USING btree ("next_at") WHERE next_at is not null;