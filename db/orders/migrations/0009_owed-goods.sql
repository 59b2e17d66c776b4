ALTER TABLE "order_items" ADD COLUMN "backordered" integer;--> statement-breakpoint
ALTER TABLE "order_items" ADD COLUMN "expected_at" timestamp (3) with time zone;