CREATE TABLE "reconciliations" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"checked" integer DEFAULT 0 NOT NULL,
	"underway" integer DEFAULT 0 NOT NULL,
	"repaired" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"raised" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"last_error" text
);
--> statement-breakpoint
CREATE TABLE "transactions" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "transactions_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"transfer" text NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"payment_id" text,
	"booked_at" timestamp (3) with time zone DEFAULT clock_timestamp() NOT NULL,
	CONSTRAINT "transactions_amount" CHECK ("transactions"."amount" <> 0)
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "booked_captured" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "booked_refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "reconciliations_started" ON "reconciliations" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "reconciliations_open" ON "reconciliations" USING btree ("started_at") WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "transactions_once" ON "transactions" USING btree ("transfer","account");--> statement-breakpoint
CREATE INDEX "transactions_payment" ON "transactions" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "payments_unbooked" ON "payments" USING btree ("id") WHERE captured <> booked_captured or refunded <> booked_refunded;
--> statement-breakpoint
CREATE FUNCTION "transactions_balance"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM written GROUP BY transfer, currency HAVING sum(amount) <> 0) THEN
    RAISE EXCEPTION 'a transfer does not add up to nothing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "transactions_balance" AFTER INSERT ON "transactions" REFERENCING NEW TABLE AS written
  FOR EACH STATEMENT EXECUTE FUNCTION "transactions_balance"();
--> statement-breakpoint
COMMENT ON TABLE "transactions" IS 'append-only';
