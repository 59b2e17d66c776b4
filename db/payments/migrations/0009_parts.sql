ALTER TABLE "payments" ADD COLUMN "to_capture" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "multicapture" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_to_capture" CHECK (to_capture between 0 and amount) NOT VALID;