-- outside a transaction
ALTER TABLE "payments" ADD COLUMN IF NOT EXISTS "renew_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN IF NOT EXISTS "former_intent_id" text;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "payments_renew" ON "payments" USING btree ("renew_at") WHERE renew_at is not null;
