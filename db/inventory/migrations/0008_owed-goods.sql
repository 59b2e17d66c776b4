ALTER TABLE "reservations" ADD COLUMN "owed" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "reservations" ADD COLUMN "expected_at" timestamp (3) with time zone;