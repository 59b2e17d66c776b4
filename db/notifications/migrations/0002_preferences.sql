CREATE TABLE "preferences" (
	"user_id" text PRIMARY KEY NOT NULL,
	"marketing" boolean DEFAULT true NOT NULL,
	"token" uuid DEFAULT gen_random_uuid() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "preferences_token" ON "preferences" USING btree ("token");