ALTER TABLE "stocks" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
-- What was read so far carried the version: none of it may pass for a later state.
UPDATE "stocks" SET "revision" = "version";