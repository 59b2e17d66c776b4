CREATE TABLE "payment_attempts" (
	"payment_id" text NOT NULL,
	"attempt" integer NOT NULL,
	"payment_method" text,
	"intent_id" text,
	"failure" text,
	"decline_code" text,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payment_attempts_payment_id_attempt_pk" PRIMARY KEY("payment_id","attempt")
);
--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "payments" ADD COLUMN "closed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "payment_attempts" ADD CONSTRAINT "payment_attempts_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;