CREATE TABLE "readers" (
	"user_id" text PRIMARY KEY NOT NULL,
	"last_seq" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notifications" ADD COLUMN "seq" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_history" ON "notifications" USING btree ("user_id","seq") WHERE seq is not null;
--> statement-breakpoint
WITH "history" AS (
	SELECT "id", row_number() OVER (PARTITION BY "user_id" ORDER BY coalesce("sent_at", "created_at"), "id") AS "seq"
	FROM "notifications" WHERE "status" <> 'queued'
)
UPDATE "notifications" SET "seq" = "history"."seq" FROM "history" WHERE "notifications"."id" = "history"."id";
--> statement-breakpoint
INSERT INTO "readers" ("user_id", "last_seq")
SELECT "user_id", max("seq") FROM "notifications" WHERE "seq" IS NOT NULL GROUP BY "user_id";
