-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "order_events_age" ON "order_events" USING brin ("at");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "sagas_stuck" ON "sagas" USING btree ("id") WHERE state = 'needs_attention';