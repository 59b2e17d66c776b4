-- outside a transaction
ALTER TABLE "refunds" ADD COLUMN IF NOT EXISTS "given_by" text;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN IF NOT EXISTS "told" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "refunds" ADD COLUMN IF NOT EXISTS "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "refunds_untold" ON "refunds" USING btree ("id") WHERE given_by is not null and told < amount;
