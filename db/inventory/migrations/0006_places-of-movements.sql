-- outside a transaction
CREATE INDEX CONCURRENTLY IF NOT EXISTS "reservations_sku" ON "reservations" USING btree ("sku","order_id","location_id");--> statement-breakpoint
CREATE INDEX CONCURRENTLY IF NOT EXISTS "stock_movements_place" ON "stock_movements" USING btree ("sku","location_id","id");
