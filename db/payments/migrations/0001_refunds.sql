CREATE TABLE "refunds" (
	"id" text PRIMARY KEY NOT NULL,
	"payment_id" text NOT NULL,
	"amount" bigint NOT NULL,
	"up_to" bigint NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "refunds_amount" CHECK ("refunds"."amount" > 0 and "refunds"."up_to" >= "refunds"."amount")
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "to_refund" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "provider_calls" ADD COLUMN "reaches" bigint;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_to_refund" CHECK (to_refund between 0 and captured);