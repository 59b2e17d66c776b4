-- An instance of before that takes goods back meanwhile fails, and is asked again until one of now answers.
DROP INDEX "stock_movements_back";--> statement-breakpoint
CREATE UNIQUE INDEX "stock_movements_back" ON "stock_movements" USING btree ("reference","sku","location_id") WHERE reason in ('cancellation', 'return');