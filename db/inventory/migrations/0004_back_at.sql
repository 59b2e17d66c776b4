-- outside a transaction
-- Whoever takes goods back meanwhile, or as an instance of before, fails, and is asked again until it is done and one of now answers.
DROP INDEX CONCURRENTLY IF EXISTS "stock_movements_back";--> statement-breakpoint
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "stock_movements_back" ON "stock_movements" USING btree ("reference","sku","location_id") WHERE reason in ('cancellation', 'return');