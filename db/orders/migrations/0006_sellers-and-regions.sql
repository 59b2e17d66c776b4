-- Of rates for one region that is written in several ways only the oldest was ever used.
DELETE FROM "tax_rates" AS later USING "tax_rates" AS earlier
WHERE later."country" = earlier."country" AND later."tax_class" = earlier."tax_class" AND later."id" > earlier."id"
  AND lower(btrim(coalesce(later."region", ''))) = lower(btrim(coalesce(earlier."region", '')));--> statement-breakpoint
DROP INDEX "tax_rates_place";--> statement-breakpoint
ALTER TABLE "store" ADD COLUMN "seller" jsonb;--> statement-breakpoint
CREATE INDEX "carts_forgotten" ON "carts" USING btree ("updated_at") WHERE status = 'open' and reminded_at is null and customer_id like 'usr%';--> statement-breakpoint
CREATE UNIQUE INDEX "tax_rates_place" ON "tax_rates" USING btree ("country",lower(btrim(coalesce(region, ''))),"tax_class");